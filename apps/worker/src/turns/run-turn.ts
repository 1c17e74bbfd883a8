import { advance } from '@parley/agent/advance';
import { GRAPH_VERSION } from '@parley/agent/graph';
import type { ModelPort } from '@parley/agent/models/model-port';
import type { Outcome } from '@parley/agent/outcome';
import { runTool } from '@parley/agent/tools/tool';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import { attemptsOverdrawn, failAttempt } from '@parley/core/turns/fail-attempt';
import { readTurnFrame } from '@parley/core/turns/read-turn-frame';
import { type RunRecord, settleAnswered } from '@parley/core/turns/settle-turn';
import { assertNever } from '@parley/shared/assert-never';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import { withLogScope } from '@parley/telemetry/logger';
import { withSpan } from '@parley/telemetry/trace';
import type { WorkerContext } from '../context.ts';
import { buildFrame } from './build-frame.ts';

/** One attempt at a turn: frame, agent, settle. */
export const runTurn = (ctx: WorkerContext, claim: LaneClaim, lost: AbortSignal): Promise<void> =>
  withLogScope({ orgId: claim.orgId }, () =>
    withSpan(
      'turn',
      {
        kind: 'consumer',
        parent: claim.traceparent,
        attributes: { 'parley.turn.id': claim.turnId, 'parley.attempt': claim.attempts },
      },
      () => attempt(ctx, claim, lost),
    ),
  );

type Ended = { outcome: string; errorCode?: string };

async function attempt(ctx: WorkerContext, claim: LaneClaim, lost: AbortSignal): Promise<void> {
  const startedAt = ctx.core.now();
  const row = await readTurnFrame(ctx.core, claim);
  const run: RunRecord = {
    runId: ctx.core.newId('run'),
    agentVersionId: row.versionId,
    graphVersion: GRAPH_VERSION,
    model: null,
    startedAt,
    steps: [],
  };
  const { ended, outcome } = attemptsOverdrawn(claim)
    ? { ended: await endFailed(ctx, claim, run, { retryable: false, reason: 'attempts_used_up' }), outcome: null }
    : await answer(ctx, claim, run, buildFrame(claim, row, { id: run.runId, clock: startedAt }), lost);
  if (ended.outcome === 'fenced_out') return;
  const durationMs = ctx.core.now().getTime() - claim.receivedAt.getTime();
  const settled = ended.outcome === 'replied' || ended.outcome === 'dead';
  if (settled) ctx.lastHour.count({ failed: ended.outcome === 'dead', durationMs });
  ctx.events.turnSettled({
    turnId: claim.turnId,
    orgId: claim.orgId,
    conversationId: claim.conversationId,
    runId: run.runId,
    outcome: ended.outcome,
    channel: row.channelKind,
    durationMs,
    waitedMs: startedAt.getTime() - claim.receivedAt.getTime(),
    modelMs: modelMsOf(outcome),
    attempts: claim.attempts,
    model: outcome?.kind === 'replied' ? outcome.model : null,
    modelCalls: outcome?.steps.filter((step) => step.kind === 'model').length ?? 0,
    toolCalls: outcome?.steps.filter((step) => step.kind === 'tool').length ?? 0,
    inputTokens: outcome?.usage.inputTokens ?? 0,
    outputTokens: outcome?.usage.outputTokens ?? 0,
    errorCode: ended.errorCode,
  });
}

async function answer(
  ctx: WorkerContext,
  claim: LaneClaim,
  run: RunRecord,
  frame: Parameters<typeof advance>[0]['frame'],
  lost: AbortSignal,
) {
  const { orgId, conversationId } = claim;
  ctx.core.live({ kind: 'typing', orgId, conversationId, active: true });
  const signal = AbortSignal.any([lost, AbortSignal.timeout(LANE_LIMITS.turnTimeoutMs)]);
  const outcome = await advance({
    frame,
    ports: { now: ctx.core.now, model: ctx.model satisfies ModelPort, tool: runTool },
    signal,
  });
  run.steps = outcome.steps.map(stepRow);
  run.model = outcome.kind === 'replied' ? outcome.model : null;
  return { ended: await end(ctx, claim, run, outcome), outcome };
}

async function end(ctx: WorkerContext, claim: LaneClaim, run: RunRecord, outcome: Outcome): Promise<Ended> {
  switch (outcome.kind) {
    case 'replied': {
      const settled = await settleAnswered(ctx.core, claim, run, outcome.text);
      return { outcome: settled.kind === 'settled' ? 'replied' : 'fenced_out' };
    }
    case 'failed':
      return endFailed(ctx, claim, run, { retryable: outcome.retryable, reason: outcome.reason.code });
    default:
      return assertNever(outcome);
  }
}

async function endFailed(
  ctx: WorkerContext,
  claim: LaneClaim,
  run: RunRecord,
  failure: { retryable: boolean; reason: string },
): Promise<Ended> {
  const failed = await failAttempt(ctx.core, claim, run, failure);
  if (failed.kind === 'fenced_out') return { outcome: 'fenced_out' };
  if (failed.kind === 'will_retry')
    ctx.core.live({ kind: 'typing', orgId: claim.orgId, conversationId: claim.conversationId, active: false });
  return { outcome: failed.kind, errorCode: failure.reason };
}

const stepRow = (step: Outcome['steps'][number]) => ({
  key: step.key,
  kind: step.kind,
  content: { requestHash: step.requestHash, response: step.response, usage: step.usage },
  startedAt: new Date(step.startedAt),
  durationMs: Math.round(step.durationMs),
});

const modelMsOf = (outcome: Outcome | null): number =>
  Math.round(
    (outcome?.steps ?? []).filter((step) => step.kind === 'model').reduce((sum, step) => sum + step.durationMs, 0),
  );
