import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { fenced } from '../guard/tool-results.ts';
import { untraced } from '../untraced.ts';
import { type AnswerCollector, collectAnswer } from './collect-answer.ts';
import type { CallOptions, ModelAnswer, ModelCall, ModelMessage, ToolCall } from './model-port.ts';
import { ProviderError } from './provider-error.ts';
import { retryAfterMs } from './retry.ts';

export type ChatIdentity = { provider: string; label: string; timeoutMs: number };

/** An answer, or why there is none and what had come by then. `aborted`: the run is over, and its signal says why. */
export type Called =
  | { kind: 'answered'; answer: ModelAnswer }
  | { kind: 'failed'; error: ProviderError; sofar: ReturnType<AnswerCollector['sofar']> }
  | { kind: 'aborted'; sofar: ReturnType<AnswerCollector['sofar']> };

/** One model call through LangChain, whichever provider: streamed, bounded in time, and without a retry of its own. */
export async function callChat(
  chat: BaseChatModel,
  { provider, label, timeoutMs }: ChatIdentity,
  call: ModelCall,
  { signal, onText, now }: CallOptions & { now: () => Date },
): Promise<Called> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const collector = collectAnswer();
  try {
    const either = AbortSignal.any([signal, deadline]);
    const read = provider === DEMO ? asItIs : fenced;
    const answer = await untraced(() => listen(chat, call, { signal: either, onText, collector, read }));
    return { kind: 'answered', answer: { ...answer, model: label } };
  } catch (error) {
    const sofar = collector.sofar();
    if (signal.aborted) return { kind: 'aborted', sofar };
    if (deadline.aborted) {
      const late = new ProviderError(provider, `no answer within ${timeoutMs} ms`, { status: null });
      return { kind: 'failed', error: late, sofar };
    }
    const { headers } = (error ?? {}) as { headers?: unknown };
    const details = { status: statusOf(error), retryAfterMs: retryAfterMs(headers, now()), cause: error };
    return { kind: 'failed', error: new ProviderError(provider, messageOf(error), details), sofar };
  }
}

/** The demo model follows rules, never what it reads. */
const DEMO = 'demo';
const asItIs: typeof fenced = (_, text) => text;

type Listening = CallOptions & { collector: AnswerCollector; read: typeof fenced };

async function listen(chat: BaseChatModel, call: ModelCall, { signal, onText, collector, read }: Listening) {
  for await (const chunk of await stream(chat, call, { signal, read })) {
    const piece = collector.add(chunk);
    if (piece !== '') onText?.(piece);
  }
  signal.throwIfAborted();
  return collector.read();
}

function stream(
  chat: BaseChatModel,
  { system, messages, tools, params }: ModelCall,
  { signal, read }: Pick<Listening, 'signal' | 'read'>,
) {
  const input = [new SystemMessage(system), ...messages.map((message) => toLangChain(message, read))];
  if (tools.length === 0 || !chat.bindTools) return chat.stream(input, { signal });
  const declared = tools.map((tool) => ({ type: 'function' as const, function: tool }));
  return chat.bindTools(declared, { tool_choice: params.toolChoice }).stream(input, { signal });
}

function toLangChain(message: ModelMessage, read: typeof fenced): BaseMessage {
  if (message.role === 'user') return new HumanMessage(message.text);
  if (message.role === 'tool') {
    return new ToolMessage({ content: read(message.name, message.text), tool_call_id: message.callId });
  }
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
