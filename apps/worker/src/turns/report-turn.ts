import type { Usage } from '@parley/agent/usage';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import type { RunRecord } from '@parley/core/turns/settle-turn';
import type { WorkerContext } from '../context.ts';
import type { Ended } from './end-turn.ts';

type Attempt = { claim: LaneClaim; run: RunRecord; channel: string; ended: Ended };

/** The attempt's one line in the log, and its place in the last hour's figures. */
export function reportTurn(ctx: WorkerContext, { claim, run, channel, ended }: Attempt): void {
  // Whoever took the lane over reports the turn.
  if (ended.outcome === 'fenced_out') return;
  const durationMs = ctx.core.now().getTime() - claim.receivedAt.getTime();
  if (ended.outcome !== 'will_retry') ctx.lastHour.count({ failed: ended.outcome === 'dead', durationMs });
  const modelSteps = run.steps.filter((step) => step.kind === 'model');
  const usage = modelSteps.map((step) => (step.content as { usage: Usage | null }).usage);
  ctx.events.turnSettled({
    turnId: claim.turnId,
    orgId: claim.orgId,
    conversationId: claim.conversationId,
    runId: run.runId,
    outcome: ended.outcome,
    channel,
    durationMs,
    waitedMs: run.startedAt.getTime() - claim.receivedAt.getTime(),
    modelMs: sum(modelSteps.map((step) => step.durationMs)),
    attempts: claim.attempts,
    model: run.model,
    modelCalls: modelSteps.length,
    toolCalls: run.steps.filter((step) => step.kind === 'tool').length,
    inputTokens: sum(usage.map((one) => one?.inputTokens ?? 0)),
    outputTokens: sum(usage.map((one) => one?.outputTokens ?? 0)),
    errorCode: ended.errorCode,
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
