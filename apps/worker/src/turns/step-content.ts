import type { Step } from '@parley/agent/journal';
import { type Bill, billSchema } from '@parley/agent/models/model-port';
import type { CostLine } from '@parley/shared/cost';

/** A step as it is stored. What it cost stands beside the response, where the ledger is written from. */
export function contentOf({ kind, requestHash, response, usage }: Step): Record<string, unknown> {
  if (kind !== 'model') return { requestHash, response, usage };
  const { bill, ...said } = response as { bill?: unknown };
  return { requestHash, response: said, usage, ...costOf(billSchema.optional().parse(bill)) };
}

const costOf = (bill: Bill | undefined) =>
  bill ? { price: bill.price, cost_micros: bill.micros, cost_lines: bill.lines } : {};

/** Calls that brought no answer have no step of their own; what they have cost has one all the same. */
export const lostContent = (lines: readonly CostLine[]): Record<string, unknown> => ({
  requestHash: {},
  response: null,
  usage: {
    inputTokens: sum(lines.map((line) => line.inputTokens)),
    cachedInputTokens: sum(lines.map((line) => line.cachedInputTokens)),
    outputTokens: sum(lines.map((line) => line.outputTokens)),
  },
  price: null,
  cost_micros: sum(lines.map((line) => line.micros)),
  cost_lines: lines,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
