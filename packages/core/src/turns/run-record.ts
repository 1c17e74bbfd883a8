import type { RunRow, StepRow, Used } from '@parley/db/hot/settle-turn';
import { z } from 'zod';

/** What an attempt at a turn has come to: the run's head, what of its journal is stored, and what is not yet. */
export type RunRecord = {
  runId: string;
  agentVersionId: string;
  graphVersion: number;
  model: string | null;
  startedAt: Date;
  stored: StepRow[];
  steps: StepRow[];
};

/** What was to be stored has been committed. */
export function markStored(run: RunRecord): void {
  run.stored.push(...run.steps);
  run.steps = [];
}

export const runRow = (agentId: string, run: RunRecord, outcome: string): RunRow => ({
  id: run.runId,
  agentId,
  agentVersionId: run.agentVersionId,
  graphVersion: run.graphVersion,
  outcome,
  model: run.model,
  startedAt: run.startedAt,
  stored: run.stored.length,
  steps: run.steps,
  used: usedBy(run.steps),
});

const tokens = z.number().int().catch(0);
const spent = z.object({
  usage: z.object({ inputTokens: tokens, cachedInputTokens: tokens, outputTokens: tokens }).nullish().catch(null),
  cost_micros: z.number().int().nullish().catch(null),
});

/** Summed from the steps themselves, so that run and steps cannot tell different sums. */
export function usedBy(steps: readonly StepRow[]): Used {
  const used: Used = { costMicros: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
  for (const { content, kind } of steps) {
    if (kind !== 'model') continue;
    const { usage, cost_micros: cost } = spent.catch({}).parse(content);
    used.costMicros += cost ?? 0;
    used.inputTokens += usage?.inputTokens ?? 0;
    used.cachedInputTokens += usage?.cachedInputTokens ?? 0;
    used.outputTokens += usage?.outputTokens ?? 0;
  }
  return used;
}
