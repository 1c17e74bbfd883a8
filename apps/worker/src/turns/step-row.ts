import type { Step } from '@parley/agent/journal';
import type { JournalRow } from '@parley/core/turns/read-turn-journal';
import type { RunRecord } from '@parley/core/turns/settle-turn';
import type { CostLine } from '@parley/shared/cost';
import { contentOf, lostContent } from './step-content.ts';

type StepRow = RunRecord['steps'][number];

export const stepRow = (step: Step): StepRow => ({
  key: step.key,
  kind: step.kind,
  content: contentOf(step),
  startedAt: new Date(step.startedAt),
  durationMs: Math.round(step.durationMs),
});

/** What calls of this attempt have cost that brought no answer. */
export const lostSteps = (lines: readonly CostLine[], attempt: number, at: Date): StepRow[] =>
  lines.length === 0
    ? []
    : [{ key: `lost#${attempt}`, kind: 'model', content: lostContent(lines), startedAt: at, durationMs: 0 }];

export const rowOf = (row: JournalRow['steps'][number]): StepRow => ({ ...row, startedAt: new Date(row.startedAt) });

/** What was lost stands in the run for its cost, and is nothing to go on from. */
export const isOfGraph = ({ key }: StepRow): boolean => !key.startsWith('lost#');

/** As the journal reads it; what does not look like a step is refused there. */
export const stepOf = ({ key, kind, content, startedAt, durationMs }: StepRow): Step => ({
  ...(content as Pick<Step, 'requestHash' | 'response' | 'usage'>),
  key,
  kind: kind as Step['kind'],
  startedAt: startedAt.toISOString(),
  durationMs,
});
