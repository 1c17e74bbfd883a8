import { advance } from '@parley/agent/advance';
import { GRAPH_VERSION } from '@parley/agent/graph';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import { attemptsOverdrawn } from '@parley/core/turns/fail-attempt';
import { type FrameRow, readTurnFrame } from '@parley/core/turns/read-turn-frame';
import type { RunRecord } from '@parley/core/turns/settle-turn';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import { withLogScope } from '@parley/telemetry/logger';
import { withSpan } from '@parley/telemetry/trace';
import type { WorkerContext } from '../context.ts';
import { buildFrame } from './build-frame.ts';
import { type Ended, endFailed, endWith, stepRow } from './end-turn.ts';
import { reportTurn } from './report-turn.ts';
import { tracedModel, tracedTool } from './traced-ports.ts';

/** One attempt at a turn: frame, agent, settle. */
export const runTurn = (ctx: WorkerContext, claim: LaneClaim, lost: AbortSignal): Promise<void> =>
  withLogScope({ orgId: claim.orgId, turnId: claim.turnId }, () =>
    withSpan(
      'turn',
      {
        kind: 'consumer',
        parent: claim.traceparent,
        attributes: { 'parley.turn.id': claim.turnId, 'parley.turn.attempt': claim.attempts },
      },
      () => attempt(ctx, claim, lost),
    ),
  );

async function attempt(ctx: WorkerContext, claim: LaneClaim, lost: AbortSignal): Promise<void> {
  const startedAt = ctx.core.now();
  const row = await withSpan('read frame', {}, () => readTurnFrame(ctx.core, claim));
  const run: RunRecord = {
    runId: ctx.core.newId('run'),
    agentVersionId: row.versionId,
    graphVersion: GRAPH_VERSION,
    model: null,
    startedAt,
    steps: [],
  };
  const ended = attemptsOverdrawn(claim)
    ? await endFailed(ctx, claim, run, { retryable: false, reason: 'attempts_used_up' })
    : await answer(ctx, claim, run, row, lost).catch((error: unknown) => endUnexpected(ctx, claim, run, error));
  // Always said, and after the answer's own hint: dots that stay on promise what nobody is writing.
  ctx.core.live({ kind: 'typing', orgId: claim.orgId, conversationId: claim.conversationId, active: false });
  reportTurn(ctx, { claim, run, channel: row.channelKind, ended });
}

async function answer(
  ctx: WorkerContext,
  claim: LaneClaim,
  run: RunRecord,
  row: FrameRow,
  lost: AbortSignal,
): Promise<Ended> {
  const { orgId, conversationId } = claim;
  const frame = buildFrame(claim, row, { id: run.runId, clock: run.startedAt });
  ctx.core.live({ kind: 'typing', orgId, conversationId, active: true });
  const outcome = await advance({
    frame,
    ports: { now: ctx.core.now, model: tracedModel(ctx.model, conversationId), tool: tracedTool },
    signal: AbortSignal.any([lost, AbortSignal.timeout(LANE_LIMITS.turnTimeoutMs)]),
  });
  run.steps = outcome.steps.map(stepRow);
  return withSpan('settle', {}, () => endWith(ctx, claim, run, outcome));
}

/** A defect of ours, or the database went away in the middle: tried again like any failure, so that no lane hangs on it. */
async function endUnexpected(ctx: WorkerContext, claim: LaneClaim, run: RunRecord, error: unknown): Promise<Ended> {
  ctx.log.error({ err: error }, 'a turn failed in a way that nobody expected');
  return endFailed(ctx, claim, run, { retryable: true, reason: 'unexpected_error' });
}
