import { type CostLine, type CostPurpose, type NamedPrice, tokenCost } from '@parley/shared/cost';
import { LIMITS } from '../limits.ts';
import { NO_USAGE, type Usage } from '../usage.ts';
import type { Candidate } from './candidates.ts';
import type { ModelCall } from './model-port.ts';

type Paid = Pick<Candidate, 'provider' | 'model'>;
type Spent = { purpose: CostPurpose; usage: Usage; estimated: boolean };

/** One line of the ledger. */
export const lineOf = ({ provider, model }: Paid, price: NamedPrice | null, spent: Spent): CostLine => ({
  purpose: spent.purpose,
  provider,
  model,
  ...spent.usage,
  micros: price === null ? 0 : tokenCost(price, spent.usage),
  unpriced: price === null,
  estimated: spent.estimated,
});

/** A token is at least one byte of what is sent, and a few go round each message. */
const AROUND_A_MESSAGE = 16;
const CHARACTERS_PER_TOKEN = 4;

/** How long a request is, in bytes. */
export const sizeOf = ({ system, messages, tools }: ModelCall): number =>
  Buffer.byteLength(JSON.stringify([system, messages, tools])) +
  AROUND_A_MESSAGE * (messages.length + tools.length + 2);

/** More than this no call of that size can cost. */
export const mostOf = (price: NamedPrice, bytes: number): number =>
  tokenCost(price, { inputTokens: bytes, cachedInputTokens: 0, outputTokens: LIMITS.outputTokensPerCall });

/** How many tokens it probably takes. */
export const roughTokens = (characters: number): number => Math.ceil(characters / CHARACTERS_PER_TOKEN);

/**
 * What an answer that broke off has used: as the provider has counted by then, and what it had not counted yet by the
 * length of what was written.
 */
export function usageOfPart(
  bytes: number,
  sofar: { usage: Usage; written: string },
): { usage: Usage; estimated: boolean } {
  const { usage, written } = sofar;
  const outputTokens = Math.max(usage.outputTokens, roughTokens(written.length));
  const counted = usage.inputTokens > 0;
  return {
    usage: { ...(counted ? usage : { ...NO_USAGE, inputTokens: roughTokens(bytes) }), outputTokens },
    estimated: true,
  };
}
