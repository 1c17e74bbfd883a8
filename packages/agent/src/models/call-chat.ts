import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { untraced } from '../untraced.ts';
import { collectAnswer } from './collect-answer.ts';
import type { CallOptions, ModelAnswer, ModelCall, ModelMessage, ToolCall } from './model-port.ts';
import { ProviderError } from './provider-error.ts';

export type ChatIdentity = { provider: string; label: string; timeoutMs: number };

/** One model call through LangChain, whichever provider: streamed, bounded in time, and without a retry of its own. */
export async function callChat(
  chat: BaseChatModel,
  { provider, label, timeoutMs }: ChatIdentity,
  call: ModelCall,
  { signal, onText }: CallOptions,
): Promise<ModelAnswer> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const either = AbortSignal.any([signal, deadline]);
    const answer = await untraced(() => listen(chat, call, either, onText));
    return { ...answer, model: label };
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted) throw new ProviderError(provider, `no answer within ${timeoutMs} ms`, { status: null });
    throw new ProviderError(provider, messageOf(error), { status: statusOf(error), cause: error });
  }
}

async function listen(chat: BaseChatModel, call: ModelCall, signal: AbortSignal, onText: CallOptions['onText']) {
  const answer = collectAnswer();
  for await (const chunk of await stream(chat, call, signal)) {
    const piece = answer.add(chunk);
    if (piece !== '') onText?.(piece);
  }
  signal.throwIfAborted();
  return answer.read();
}

function stream(chat: BaseChatModel, { system, messages, tools, params }: ModelCall, signal: AbortSignal) {
  const input = [new SystemMessage(system), ...messages.map(toLangChain)];
  if (tools.length === 0 || !chat.bindTools) return chat.stream(input, { signal });
  const declared = tools.map((tool) => ({ type: 'function' as const, function: tool }));
  return chat.bindTools(declared, { tool_choice: params.toolChoice }).stream(input, { signal });
}

function toLangChain(message: ModelMessage): BaseMessage {
  if (message.role === 'user') return new HumanMessage(message.text);
  if (message.role === 'tool') return new ToolMessage({ content: message.text, tool_call_id: message.callId });
  return new AIMessage({ content: message.text, tool_calls: message.toolCalls.map(toLangChainCall) });
}

const toLangChainCall = ({ id, name, args }: ToolCall) => ({
  type: 'tool_call' as const,
  id,
  name,
  // Providers take objects only; arguments that were none were answered with an error.
  args: args !== null && typeof args === 'object' && !Array.isArray(args) ? args : {},
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

function statusOf(error: unknown): number | null {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : null;
}
