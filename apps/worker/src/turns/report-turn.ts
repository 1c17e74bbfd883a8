import type { Usage } from '@parley/agent/usage';
import type { WorkerContext } from '../context.ts';
import type { Attempt } from './attempt.ts';
import type { Ended } from './end-turn.ts';

/** The attempt's one line in the log, and its place in the last hour's figures. */
export function reportTurn(ctx: WorkerContext, { claim, startedAt, run, channel }: Attempt, ended: Ended): void {
  const durationMs = ctx.core.now().getTime() - claim.receivedAt.getTime();
  if (ended.outcome !== 'will_retry') ctx.lastHour.count({ failed: ended.outcome === 'dead', durationMs });
  const steps = run?.steps ?? [];
  const modelSteps = steps.filter((step) => step.kind === 'model');
  const usage = modelSteps.map((step) => (step.content as { usage: Usage | null }).usage);
  ctx.events.turnSettled({
    turnId: claim.turnId,
    orgId: claim.orgId,
    conversationId: claim.conversationId,
    runId: run?.runId,
    outcome: ended.outcome,
    channel,
    durationMs,
    waitedMs: startedAt.getTime() - claim.receivedAt.getTime(),
    modelMs: sum(modelSteps.map((step) => step.durationMs)),
    attempts: claim.attempts,
    model: run?.model ?? null,
    modelCalls: modelSteps.length,
    toolCalls: steps.filter((step) => step.kind === 'tool').length,
    inputTokens: sum(usage.map((one) => one?.inputTokens ?? 0)),
    outputTokens: sum(usage.map((one) => one?.outputTokens ?? 0)),
    errorCode: ended.errorCode,
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
