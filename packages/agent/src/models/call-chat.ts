import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import {
  AIMessage,
  type AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  type ToolCallChunk,
  ToolMessage,
} from '@langchain/core/messages';
import { untraced } from '../untraced.ts';
import { NO_USAGE, type Usage } from '../usage.ts';
import type { CallOptions, ModelAnswer, ModelCall, ModelMessage, ToolCall, ToolRequest } from './model-port.ts';
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
    const { whole, usage } = await untraced(() => collect(chat, call, either, onText));
    return { ...readAnswer(whole), usage, model: label };
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted) throw new ProviderError(provider, `no answer within ${timeoutMs} ms`, { status: null });
    throw new ProviderError(provider, messageOf(error), { status: statusOf(error), cause: error });
  }
}

async function collect(chat: BaseChatModel, call: ModelCall, signal: AbortSignal, onText: CallOptions['onText']) {
  let whole: AIMessageChunk | null = null;
  let usage = NO_USAGE;
  for await (const chunk of await stream(chat, call, signal)) {
    if (chunk.text !== '') onText?.(chunk.text);
    usage = largest(usage, chunk);
    whole = whole ? whole.concat(chunk) : chunk;
  }
  signal.throwIfAborted();
  if (!whole) throw new Error('the answer was empty');
  return { whole, usage };
}

/** Providers count from the start of the answer; LangChain would add up the counts and bill Anthropic's first one twice. */
const largest = (before: Usage, { usage_metadata: now }: AIMessageChunk): Usage => ({
  inputTokens: Math.max(before.inputTokens, now?.input_tokens ?? 0),
  cachedInputTokens: Math.max(before.cachedInputTokens, now?.input_token_details?.cache_read ?? 0),
  outputTokens: Math.max(before.outputTokens, now?.output_tokens ?? 0),
});

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

function readAnswer(message: AIMessageChunk): Pick<ModelAnswer, 'text' | 'toolCalls'> {
  const { finish_reason, stop_reason } = { ...message.additional_kwargs, ...message.response_metadata };
  // A connection that closes early looks like an end; only a reason to stop is one.
  if (!finish_reason && !stop_reason) throw new Error('the answer broke off');
  const toolCalls = (message.tool_call_chunks ?? []).map(readCall);
  const text = message.text;
  if (text.trim() === '' && toolCalls.length === 0) throw new Error('the answer was empty');
  return { text, toolCalls };
}

/** LangChain completes JSON that was cut off, `{"amount": 1` of 100 included; a call counts only as it was written. */
function readCall({ name = '', args = '' }: ToolCallChunk): ToolRequest {
  if (args === '') return { name, args: {} };
  try {
    return { name, args: JSON.parse(args) };
  } catch {
    return { name, args };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

function statusOf(error: unknown): number | null {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : null;
}
