import type { AIMessageChunk, ToolCallChunk } from '@langchain/core/messages';
import { NO_USAGE, type Usage } from '../usage.ts';
import type { ModelAnswer, ToolRequest } from './model-port.ts';

type WrittenCall = { name: string; args: string };

export type AnswerCollector = ReturnType<typeof collectAnswer>;

/**
 * Puts a streamed answer together. LangChain's own way builds the whole message anew for each piece, completes JSON
 * that was cut off (`{"amount": 1` of 100 included), and counts Anthropic's first tokens twice.
 */
export function collectAnswer() {
  let text = '';
  let usage = NO_USAGE;
  let begun = false;
  let finishReason: string | null = null;
  const calls = new Map<number, WrittenCall>();
  return {
    /** Takes a chunk in, and gives its text back. */
    add(chunk: AIMessageChunk): string {
      const piece = chunk.text;
      begun = true;
      text += piece;
      usage = largest(usage, chunk);
      finishReason = whyItStopped(chunk) ?? finishReason;
      for (const call of chunk.tool_call_chunks ?? []) addCall(calls, call);
      return piece;
    },
    read(): Omit<ModelAnswer, 'model'> {
      // A connection that closes early looks like an end; only a reason to stop is one.
      if (finishReason === null) throw new Error('the answer broke off');
      const toolCalls = [...calls.values()].map(readCall);
      if (text.trim() === '' && toolCalls.length === 0) throw new Error('the answer was empty');
      return { text, toolCalls, usage, finishReason };
    },
    /** What came before it broke off; null: nothing did. */
    sofar: () => (begun ? { usage, written: text + [...calls.values()].map(({ args }) => args).join('') } : null),
  };
}

/** Providers count from the start of the answer, so that the largest count is the whole. */
const largest = (before: Usage, { usage_metadata: now }: AIMessageChunk): Usage => ({
  inputTokens: Math.max(before.inputTokens, now?.input_tokens ?? 0),
  cachedInputTokens: Math.max(before.cachedInputTokens, now?.input_token_details?.cache_read ?? 0),
  outputTokens: Math.max(before.outputTokens, now?.output_tokens ?? 0),
});

const whyItStopped = ({ additional_kwargs, response_metadata }: AIMessageChunk): string | null => {
  const reason = response_metadata.finish_reason ?? additional_kwargs.stop_reason;
  return reason ? String(reason) : null;
};

/** A server that numbers no calls sends each of them whole. */
function addCall(calls: Map<number, WrittenCall>, { index = calls.size, name = '', args = '' }: ToolCallChunk): void {
  const call = calls.get(index) ?? { name: '', args: '' };
  calls.set(index, { name: call.name + name, args: call.args + args });
}

/** A call counts only as it was written: arguments that are no JSON stay text. */
function readCall({ name, args }: WrittenCall): ToolRequest {
  if (args === '') return { name, args: {} };
  try {
    return { name, args: JSON.parse(args) };
  } catch {
    return { name, args };
  }
}
