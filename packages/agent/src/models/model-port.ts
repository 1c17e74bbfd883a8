import { costLineSchema, namedPriceSchema } from '@parley/shared/cost';
import type { Routing } from '@parley/shared/model-refs';
import { z } from 'zod';
import type { Json } from '../json.ts';
import { usageSchema } from '../usage.ts';

/** What a model asked for. Arguments are as it wrote them: nothing about them is checked yet. */
export const toolRequestSchema = z.object({
  name: z.string(),
  args: z.custom<Json>((value) => value !== undefined, 'are missing'),
});
export type ToolRequest = z.infer<typeof toolRequestSchema>;

/** A request with the id of its place in the run; a provider's own ids are neither unique nor repeatable. */
export type ToolCall = ToolRequest & { id: string };

export type ModelMessage =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; toolCalls: ToolCall[] }
  | { role: 'tool'; callId: string; name: string; text: string };

/** What a model is told about a tool; `parameters` is a JSON Schema. */
export type ToolSpec = { name: string; description: string; parameters: Record<string, unknown> };

export type ModelCall = {
  system: string;
  messages: ModelMessage[];
  tools: readonly ToolSpec[];
  /**
   * `model: null` is the installation's own choice; `routing`, where the agent has one, stands above it; `toolChoice:
   * 'none'` asks for words.
   */
  params: { model: string | null; routing?: Routing; toolChoice: 'auto' | 'none' };
};

/** Who answered, and why it was this one: the models before it, with what kept them from answering. */
export const choiceSchema = z.object({
  ref: z.string(),
  provider: z.string(),
  model: z.string(),
  reason: z.string(),
  passed: z.array(z.object({ ref: z.string(), reason: z.string() })),
});
export type Choice = z.infer<typeof choiceSchema>;

/** What an answer cost, tries that brought nothing included. `price` is null where nobody has named one. */
export const billSchema = z.object({
  price: namedPriceSchema.nullable(),
  micros: z.number().int().nonnegative(),
  lines: z.array(costLineSchema),
});
export type Bill = z.infer<typeof billSchema>;

/** `model` is the label of who answered, as people should read it. Scripted models leave out what follows it. */
export const modelAnswerSchema = z.object({
  text: z.string(),
  toolCalls: z.array(toolRequestSchema),
  usage: usageSchema,
  model: z.string(),
  finishReason: z.string().optional(),
  choice: choiceSchema.optional(),
  bill: billSchema.optional(),
});
export type ModelAnswer = z.infer<typeof modelAnswerSchema>;

export type CallOptions = {
  signal: AbortSignal;
  onText?: (piece: string) => void;
  /** Said before each further request that one call needs: the first is counted, and so many are allowed for a turn. */
  request?: () => void;
};

/**
 * A model as the graph sees it. It fails with a `ProviderError`, a `MustWait`, a `BudgetExhausted`, or with the signal's
 * reason.
 */
export type ModelPort = {
  /** Who answers agents that name no model. */
  label: string;
  demo: boolean;
  call(call: ModelCall, options: CallOptions): Promise<ModelAnswer>;
};
