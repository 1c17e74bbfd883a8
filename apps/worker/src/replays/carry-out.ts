import { decide } from '@parley/agent/gate/decide';
import { GRAPH_VERSION } from '@parley/agent/graph';
import { guard } from '@parley/agent/guard/guard';
import type { Step } from '@parley/agent/journal';
import { recordedCalls } from '@parley/agent/replaying/recorded-calls';
import { type Replayed, replay } from '@parley/agent/replaying/replay';
import { replayTools } from '@parley/agent/replaying/replay-tools';
import { readStored } from '@parley/agent/retelling/stored-step';
import {
  endReplay,
  MOST_REPLAY_ATTEMPTS,
  postponeReplay,
  type ReplayClaim,
  type ReplayEnd,
  type ReplayOrder,
  readReplay,
} from '@parley/core/runs/carry-replay';
import type { RunRecord } from '@parley/core/turns/settle-turn';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import { withLogScope } from '@parley/telemetry/logger';
import { withSpan } from '@parley/telemetry/trace';
import type { WorkerContext } from '../context.ts';
import { lostSteps, stepRow } from '../turns/step-row.ts';
import { tracedModel } from '../turns/traced-ports.ts';
import { openReadingPort } from './reading-port.ts';
import { replayFrame } from './replay-frame.ts';

/** Does one run again: nobody hears of it, nothing is done, models are asked and paid. */
export const carryOutReplay =
  (ctx: WorkerContext) =>
  (claim: ReplayClaim, signal: AbortSignal): Promise<void> =>
    withLogScope({ orgId: claim.orgId }, () => withSpan('replay', {}, () => carryOut(ctx, claim, signal)));

async function carryOut(ctx: WorkerContext, claim: ReplayClaim, stopping: AbortSignal): Promise<void> {
  const order = await readReplay(ctx.core, claim);
  if (!order) return;
  const startedAt = ctx.core.now();
  const record: RunRecord = {
    ...{ runId: claim.id, agentVersionId: order.agentVersionId, graphVersion: GRAPH_VERSION },
    ...{ model: null, startedAt, stored: [], steps: [] },
  };
  const models = ctx.models.forReplay({ orgId: claim.orgId, agentId: claim.agentId, holder: claim.id });
  const ended = await attempt(ctx, models, claim, order, record, stopping);
  if (typeof ended === 'number') await postponeReplay(ctx.core, claim, order, record, ended);
  else await endReplay(ctx.core, claim, order, record, ended);
  // After what was spent is written down: a budget must not look richer than it is.
  await models.done();
  ctx.core.live({ kind: 'changed', orgId: claim.orgId, area: 'run' });
}

const failed = (reason: string): ReplayEnd => ({ outcome: 'failed', text: null, reason });

/** How it ended, or in how many milliseconds to try again. */
async function attempt(
  ctx: WorkerContext,
  models: ReturnType<WorkerContext['models']['forReplay']>,
  claim: ReplayClaim,
  order: ReplayOrder,
  record: RunRecord,
  stopping: AbortSignal,
): Promise<ReplayEnd | number> {
  if (claim.attempt > MOST_REPLAY_ATTEMPTS) return failed('attempts_used_up');
  const frame = replayFrame(claim.id, order);
  if (!frame) return failed('What the run knew is not kept any more.');
  const past = order.past.map(readStored).filter((step): step is Step => step !== null);
  const bound = {
    ...{ orgId: claim.orgId, agentId: claim.agentId, runId: claim.id },
    ...{ contactId: order.contactId, conversationId: order.conversationId, turnId: order.turnId },
  };
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(LANE_LIMITS.turnTimeoutMs)]);
  const ports = {
    ...{ now: ctx.core.now, guard, decide },
    model: tracedModel(models, order.conversationId, ctx.config.captureContent),
    tool: replayTools(recordedCalls(past), openReadingPort(ctx.core, bound)),
  };
  const replayed = await replay({ frame, past, from: order.fromStep, ports, signal });
  record.steps = [...rowsOf(replayed), ...lostSteps(models.lost(), claim.attempt, ctx.core.now())];
  return endOf(ctx, record, replayed, stopping);
}

const rowsOf = ({ outcome, isRecorded }: Replayed): RunRecord['steps'] =>
  outcome.steps.map((step) => {
    const row = stepRow(step);
    return isRecorded(step.key) ? { ...row, content: { ...(row.content as object), recorded: true } } : row;
  });

function endOf(
  ctx: WorkerContext,
  record: RunRecord,
  { outcome, stopped }: Replayed,
  stopping: AbortSignal,
): ReplayEnd | number {
  if (stopped !== null) return { outcome: 'stopped', text: null, reason: stopped };
  switch (outcome.kind) {
    case 'replied':
      record.model = outcome.model;
      return { outcome: 'replied', text: outcome.text, reason: null };
    case 'blocked':
    case 'handed_off':
      return { outcome: outcome.kind, text: outcome.text, reason: outcome.reason };
    case 'later':
      return outcome.afterMs;
    case 'diverged':
      return failed(`At ${outcome.at.step} it went otherwise than the run that was.`);
    case 'failed':
      if (stopping.aborted) return 0;
      ctx.log.warn({ err: outcome.reason.cause ?? outcome.reason.message }, 'a replay failed');
      return failed(outcome.reason.code);
  }
}
