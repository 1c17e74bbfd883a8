import type { RunMoment } from '@parley/shared/contract/run-journal';
import { ParleyError } from '@parley/shared/errors';
import { type Frame, frameSchema } from '../frame.ts';
import type { Step } from '../journal.ts';
import { retell } from './retell.ts';
import { readStored, type StoredStep } from './stored-step.ts';
import { type StoredJournal, viewEffect, viewSteps } from './view-steps.ts';

/** Until where: the step that had ended last, or a moment. */
export type Until = { step?: string | undefined; time?: string | undefined };

/** What a run knew and had said at a place in it. */
export async function tellMoment(runId: string, run: StoredJournal, until: Until): Promise<RunMoment> {
  const rows = cut(run.steps, until);
  const last = rows.at(-1);
  if (!last) throw notYet();
  const steps = rows.map(readStored).filter((step) => step !== null);
  const frame = readFrame(steps);
  const { said } = await retell(frame, steps);
  const at = new Date(Math.max(...rows.map(endOf)));
  const shown = (await viewSteps({ ...run, steps: rows })).filter(({ recorded }) => !recorded);
  const sum = (of: 'input_tokens' | 'output_tokens' | 'cost_micros') =>
    shown.reduce((all, one) => all + (one[of] ?? 0), 0);
  return {
    run_id: runId,
    step: last.key,
    at: at.toISOString(),
    knew: frame,
    said,
    ended_steps: rows.map(({ key }) => key),
    effects: run.effects.filter(({ begunAt }) => begunAt <= at).map(viewEffect),
    input_tokens: sum('input_tokens'),
    output_tokens: sum('output_tokens'),
    cost_micros: sum('cost_micros'),
  };
}

const endOf = ({ startedAt, durationMs }: StoredStep): number => startedAt.getTime() + durationMs;

function cut(steps: readonly StoredStep[], { step, time }: Until): StoredStep[] {
  if ((step === undefined) === (time === undefined)) throw nameOne();
  if (time !== undefined) return steps.filter((one) => endOf(one) <= Date.parse(time));
  const place = steps.findIndex(({ key }) => key === step);
  if (place === -1) throw noSuchStep(steps);
  return steps.slice(0, place + 1);
}

function readFrame(steps: readonly Step[]): Frame {
  const frame = frameSchema.safeParse(steps.find(({ kind }) => kind === 'frame')?.response);
  if (!frame.success) throw emptied();
  return frame.data;
}

const nameOne = () =>
  new ParleyError('invalid_request', 'name_step_or_time', 'Name either `step` or `time`, and not both.', {
    param: 'step',
  });

const noSuchStep = (steps: readonly StoredStep[]) =>
  new ParleyError(
    'invalid_request',
    'no_such_step',
    `The run has no such step. It has: ${steps.map(({ key }) => key).join(', ')}.`,
    { param: 'step' },
  );

const notYet = () =>
  new ParleyError('invalid_request', 'before_the_run', 'The run had not begun at this moment.', { param: 'time' });

const emptied = () =>
  new ParleyError(
    'conflict',
    'run_emptied',
    'What this run knew is not kept any more: it was erased, or never stored.',
  );
