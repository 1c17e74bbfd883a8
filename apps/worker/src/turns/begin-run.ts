import { type Frame, frameSchema } from '@parley/agent/frame';
import { GRAPH_VERSION } from '@parley/agent/graph';
import { type Step, stepSchema } from '@parley/agent/journal';
import { declaredTools } from '@parley/core/tools/declared-tools';
import { breakerFacts, judgeLane } from '@parley/core/turns/breaker';
import { leaveRun } from '@parley/core/turns/leave-run';
import { readTurnFrame } from '@parley/core/turns/read-turn-frame';
import { readTurnJournal } from '@parley/core/turns/read-turn-journal';
import type { RunRecord } from '@parley/core/turns/settle-turn';
import { withSpan } from '@parley/telemetry/trace';
import { z } from 'zod';
import type { WorkerContext } from '../context.ts';
import type { Attempt } from './attempt.ts';
import { buildFrame } from './build-frame.ts';
import { type Ended, endBroken } from './end-turn.ts';
import { isOfGraph, rowOf, stepOf } from './step-row.ts';

export type Begun = { kind: 'begun'; frame: Frame; steps: Step[]; effects: string[]; record: RunRecord };

/** A turn's first run: it knows what the tables say now, as of the turn's place. */
export async function begin(ctx: WorkerContext, attempt: Attempt): Promise<Begun | { kind: 'broken'; ended: Ended }> {
  const { claim, startedAt } = attempt;
  const row = await withSpan('read frame', {}, () => readTurnFrame(ctx.core, claim));
  attempt.channel = row.channelKind;
  const facts = breakerFacts(row.history, startedAt);
  const verdict = judgeLane(facts);
  if (verdict.kind === 'stop') return { kind: 'broken', ended: await endBroken(ctx, claim, verdict.reason, facts) };
  const record: RunRecord = {
    runId: ctx.core.newId('run'),
    agentVersionId: row.versionId,
    graphVersion: GRAPH_VERSION,
    model: null,
    startedAt,
    stored: [],
    steps: [],
  };
  attempt.run = record;
  const declared = await declaredTools(ctx.core, claim.orgId, (row.spec as { tools: string[] }).tools);
  const frame = buildFrame(claim, row, { id: record.runId, clock: startedAt, declared });
  return { kind: 'begun', frame, steps: [], effects: [], record };
}

/**
 * Goes on with the run of an earlier attempt: what it knew and what it has done stand in its journal. Null where there is
 * none that can be read; then the turn begins anew, and is told what was done.
 */
export async function resume(ctx: WorkerContext, attempt: Attempt): Promise<Begun | null> {
  const { claim } = attempt;
  const row = claim.runId && (await withSpan('read journal', {}, () => readTurnJournal(ctx.core, claim)));
  if (!row) return null;
  attempt.channel = row.channelKind;
  const stored = row.steps.map(rowOf);
  const steps = z.array(stepSchema).safeParse(stored.filter(isOfGraph).map(stepOf));
  const frame = frameSchema.safeParse(steps.data?.find(({ key }) => key === 'frame')?.response);
  if (!steps.success || !frame.success) {
    ctx.log.warn({ run_id: row.runId }, 'the journal of an earlier attempt cannot be read; the turn begins anew');
    await leaveRun(ctx.core, claim, row.runId);
    return null;
  }
  const record: RunRecord = {
    runId: row.runId,
    agentVersionId: row.agentVersionId,
    graphVersion: row.graphVersion,
    model: row.model,
    startedAt: row.startedAt,
    stored,
    steps: [],
  };
  attempt.run = record;
  return { kind: 'begun', frame: frame.data, steps: steps.data, effects: row.effects, record };
}
