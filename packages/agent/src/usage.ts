import { z } from 'zod';

const tokens = z.number().int().nonnegative();

/** Tokens as the provider counted them; `cachedInputTokens` are a part of `inputTokens`. */
export const usageSchema = z.object({ inputTokens: tokens, cachedInputTokens: tokens, outputTokens: tokens });
export type Usage = z.infer<typeof usageSchema>;

export const NO_USAGE: Usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

export const addUsage = (a: Usage, b: Usage): Usage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
});
