import { z } from 'zod';

/*
 * Money is counted in whole micro-dollars: a million of them are a dollar. A call's cost is the exact sum over its tokens,
 * rounded once, half up; sums of costs are sums of integers.
 */

const micros = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const tokens = z.number().int().nonnegative();

/** What a million tokens cost. */
export const tokenPriceSchema = z.object({ input: micros, cachedInput: micros, output: micros });
export type TokenPrice = z.infer<typeof tokenPriceSchema>;

/** A price as it was when it was used, and who named it: the table of a date, or the organisation. */
export const namedPriceSchema = tokenPriceSchema.extend({ source: z.string() });
export type NamedPrice = z.infer<typeof namedPriceSchema>;

/** `cachedInputTokens` are a part of `inputTokens`. */
export type TokenCount = { inputTokens: number; cachedInputTokens: number; outputTokens: number };

export const COST_PURPOSES = ['answer', 'discarded', 'replay'] as const;
export type CostPurpose = (typeof COST_PURPOSES)[number];

/** One call as the ledger keeps it. Unpriced: nobody has named a price, so what it cost is not known. */
export const costLineSchema = z.object({
  purpose: z.enum(COST_PURPOSES),
  provider: z.string(),
  model: z.string(),
  inputTokens: tokens,
  cachedInputTokens: tokens,
  outputTokens: tokens,
  micros,
  unpriced: z.boolean(),
  /** The provider did not say how much: it is taken from the length of what went over the wire. */
  estimated: z.boolean(),
});
export type CostLine = z.infer<typeof costLineSchema>;

const PER = 1_000_000n;

export function tokenCost(price: TokenPrice, used: TokenCount): number {
  // A provider that counts more cached tokens than tokens is not paid for the difference twice.
  const cached = Math.min(used.cachedInputTokens, used.inputTokens);
  const exact =
    BigInt(used.inputTokens - cached) * BigInt(price.input) +
    BigInt(cached) * BigInt(price.cachedInput) +
    BigInt(used.outputTokens) * BigInt(price.output);
  return Number((exact + PER / 2n) / PER);
}

/** `12.50`, `0.000001`: dollars as people read them, without losing a micro-dollar. */
export function dollars(amount: number): string {
  const sign = amount < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(amount) / 1_000_000);
  const rest = String(Math.abs(amount) % 1_000_000)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${sign}${whole}.${rest}`;
}
