import type { NamedPrice, TokenPrice } from './cost.ts';

/*
 * What providers ask, in micro-dollars for a million tokens, as of PRICES_AS_OF. Kept by hand from their price lists: a
 * model that is not here is unpriced, and said to be, until somebody adds it or an organisation names its own price.
 */
export const PRICES_AS_OF = '2025-11-20';

const usd = (input: number, cachedInput: number, output: number): TokenPrice => ({
  input: Math.round(input * 1_000_000),
  cachedInput: Math.round(cachedInput * 1_000_000),
  output: Math.round(output * 1_000_000),
});

/** By provider and model. A dated name (`gpt-4o-2024-08-06`) costs what its family does, unless it stands here itself. */
export const MODEL_PRICES: Readonly<Record<string, TokenPrice>> = {
  'openai:gpt-5.1': usd(1.25, 0.125, 10),
  'openai:gpt-5': usd(1.25, 0.125, 10),
  'openai:gpt-5-mini': usd(0.25, 0.025, 2),
  'openai:gpt-5-nano': usd(0.05, 0.005, 0.4),
  'openai:gpt-4.1': usd(2, 0.5, 8),
  'openai:gpt-4.1-mini': usd(0.4, 0.1, 1.6),
  'openai:gpt-4.1-nano': usd(0.1, 0.025, 0.4),
  'openai:gpt-4o': usd(2.5, 1.25, 10),
  'openai:gpt-4o-2024-05-13': usd(5, 5, 15),
  'openai:gpt-4o-mini': usd(0.15, 0.075, 0.6),
  'openai:o3': usd(2, 0.5, 8),
  'openai:o3-mini': usd(1.1, 0.55, 4.4),
  'openai:o4-mini': usd(1.1, 0.275, 4.4),
  'anthropic:claude-opus-4-5': usd(5, 0.5, 25),
  'anthropic:claude-opus-4-1': usd(15, 1.5, 75),
  'anthropic:claude-opus-4': usd(15, 1.5, 75),
  'anthropic:claude-sonnet-4-5': usd(3, 0.3, 15),
  'anthropic:claude-sonnet-4': usd(3, 0.3, 15),
  'anthropic:claude-3-7-sonnet': usd(3, 0.3, 15),
  'anthropic:claude-haiku-4-5': usd(1, 0.1, 5),
  'anthropic:claude-3-5-haiku': usd(0.8, 0.08, 4),
};

/** No language model is called, so nobody is paid. */
const FREE: NamedPrice = { input: 0, cachedInput: 0, output: 0, source: 'no language model' };

/** `-2024-08-06`, `-20251001`, `-latest` */
const DATED = /-(\d{4}-\d{2}-\d{2}|\d{8}|latest)$/;

/** The list price of a provider's model; null: nobody knows. */
export function listPrice(provider: string, model: string): NamedPrice | null {
  if (provider === 'demo') return FREE;
  const name = `${provider}:${model}`;
  const price = Object.hasOwn(MODEL_PRICES, name) ? MODEL_PRICES[name] : MODEL_PRICES[name.replace(DATED, '')];
  return price ? { ...price, source: `list of ${PRICES_AS_OF}` } : null;
}
