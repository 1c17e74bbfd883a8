import { advance } from '@parley/agent/advance';
import { decide } from '@parley/agent/gate/decide';
import { guard } from '@parley/agent/guard/guard';
import { LimitReached } from '@parley/agent/limits';
import type { Ports } from '@parley/agent/ports';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import { attemptsOverdrawn } from '@parley/core/turns/fail-attempt';
import { leaveRun } from '@parley/core/turns/leave-run';
import { recordDiscarded } from '@parley/core/turns/record-discarded';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import { withLogScope } from '@parley/telemetry/logger';
import { withSpan } from '@parley/telemetry/trace';
import type { WorkerContext } from '../context.ts';
import type { Attempt } from './attempt.ts';
import { type Begun, begin, resume } from './begin-run.ts';
import { carryDraft } from './carry-draft.ts';
import { type Ended, endFailed, endWith } from './end-turn.ts';
import { reportTurn } from './report-turn.ts';
import { lostSteps } from './step-row.ts';
import { bringUpToDate, openToolPort } from './tool-port.ts';
import { tracedModel, tracedTools } from './traced-ports.ts';

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
      () => run(ctx, { claim, startedAt: ctx.core.now(), run: null, channel: 'unknown' }, lost),
    ),
  );

async function run(ctx: WorkerContext, attempt: Attempt, lost: AbortSignal): Promise<void> {
  const { claim } = attempt;
  const ended = attemptsOverdrawn(claim)
    ? await endFailed(ctx, claim, null, { retryable: false, reason: 'attempts_used_up' })
    : await answer(ctx, attempt, lost).catch((error: unknown) => endUnexpected(ctx, attempt, error));
  if (ended.outcome === 'fenced_out') return keepDiscarded(ctx, attempt);
  // Always said, and after the answer's own hint: dots that stay on promise what nobody is writing.
  ctx.core.live({ kind: 'typing', orgId: claim.orgId, conversationId: claim.conversationId, active: false });
  reportTurn(ctx, attempt, ended);
}

async function answer(ctx: WorkerContext, attempt: Attempt, lost: AbortSignal): Promise<Ended> {
  const { orgId, conversationId } = attempt.claim;
  const sayAtWork = () => ctx.core.live({ kind: 'typing', orgId, conversationId, active: true });
  const resumed = await resume(ctx, attempt);
  if (resumed) {
    sayAtWork();
    const ended = await runAgent(ctx, attempt.claim, resumed, lost);
    if (ended) return ended;
  }
  const begun = await begin(ctx, attempt);
  if (begun.kind === 'broken') return begun.ended;
  sayAtWork();
  const ended = await runAgent(ctx, attempt.claim, begun, lost);
  if (!ended) throw new Error('a run without a journal has parted from it');
  return ended;
}

/**
 * What is told of the answer while it is written is taken back, unless the turn ends with it. Null: the journal that it was
 * to go on from is of another program, and something was done beyond where they part; the turn has to begin anew.
 */
async function runAgent(
  ctx: WorkerContext,
  claim: LaneClaim,
  { frame, steps, effects, record }: Begun,
  lost: AbortSignal,
): Promise<Ended | null> {
  const draft = carryDraft(ctx.core.live, claim, frame);
  const tools = openToolPort(ctx.core, claim, record);
  const spender = { orgId: claim.orgId, agentId: claim.agentId, holder: claim.turnId };
  const models = ctx.models.forRun(spender, claim.allowance);
  const ports: Ports = {
    now: ctx.core.now,
    model: tracedModel(models, claim.conversationId, ctx.config.captureContent),
    guard,
    decide,
    tool: tracedTools(tools),
    ...(draft.onDraft && { onDraft: draft.onDraft }),
  };
  let ended: Ended | null = null;
  try {
    const outcome = await withinTime(lost, (signal) =>
      advance({ frame, ports: ctx.wrapPorts(ports), steps, effects, signal }),
    );
    // At once: who has interrupted or taken over is not to read on while the attempt is written down.
    if (outcome.kind === 'replied') draft.close();
    else draft.withdraw();
    await tools.settled();
    if (outcome.kind === 'diverged') {
      ctx.log.warn({ run_id: record.runId, ...outcome.at }, 'a run has parted from its journal; the turn begins anew');
      return (await leaveRun(ctx.core, claim, record.runId)) ? null : { outcome: 'fenced_out' };
    }
    bringUpToDate(record, outcome.steps);
    record.steps.push(...lostSteps(models.lost(), claim.attempts, ctx.core.now()));
    ended = await withSpan('settle', {}, () => endWith(ctx, claim, record, outcome));
    return ended;
  } finally {
    if (ended?.outcome !== 'replied') draft.withdraw();
  }
}

/** The lane was lost. Where a later message or a person has ended the turn, what was spent on it is kept. */
async function keepDiscarded(ctx: WorkerContext, { claim, run: record }: Attempt): Promise<void> {
  if (record) await recordDiscarded(ctx.core, claim, record);
}

/** The run's signal, with the time-out's timer let go when the run is over. */
async function withinTime<T>(lost: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new LimitReached('time_limit', 'the turn took too long')),
    LANE_LIMITS.turnTimeoutMs,
  );
  try {
    return await work(AbortSignal.any([lost, late.signal]));
  } finally {
    clearTimeout(timer);
  }
}

/** A defect of ours, or the database went away in the middle: tried again like any failure, so that no lane hangs on it. */
async function endUnexpected(ctx: WorkerContext, { claim, run }: Attempt, error: unknown): Promise<Ended> {
  ctx.log.error({ err: error }, 'a turn failed in a way that nobody expected');
  return endFailed(ctx, claim, run, { retryable: true, reason: 'unexpected_error' });
}
