import type { Json } from '../json.ts';
import type { Usage } from '../outcome.ts';

export type ToolCall = { id: string; name: string; args: Json };

export type ModelMessage =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; toolCalls: ToolCall[] }
  | { role: 'tool'; callId: string; name: string; text: string };

/** What a model is told about a tool; `parameters` is a JSON Schema. */
export type ToolSpec = { name: string; description: string; parameters: Record<string, unknown> };

export type ModelCall = {
  system: string;
  messages: ModelMessage[];
  tools: ToolSpec[];
  params: { model: string | null; maxOutputTokens: number; toolChoice: 'auto' | 'none' };
};

/** `model` is the label of who answered, as people should read it. */
export type ModelAnswer = { text: string; toolCalls: ToolCall[]; usage: Usage; model: string };

export type CallOptions = { signal: AbortSignal; onText?: (piece: string) => void };

/** A model as the graph sees it. Fails with a `ProviderError`, or with the signal's reason. */
export type ModelPort = { label: string; call(call: ModelCall, options: CallOptions): Promise<ModelAnswer> };
