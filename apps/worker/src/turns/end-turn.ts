import type { Outcome } from '@parley/agent/outcome';
import type { BreakerFacts } from '@parley/core/turns/breaker';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import { failAttempt } from '@parley/core/turns/fail-attempt';
import { type RunRecord, settleAnswered, settleBroken } from '@parley/core/turns/settle-turn';
import { assertNever } from '@parley/shared/assert-never';
import type { WorkerContext } from '../context.ts';

/** How an attempt ended. `fenced_out`: the lane had been taken over, and nothing was written. */
export type Ended = {
  outcome: 'replied' | 'silent' | 'will_retry' | 'dead' | 'fenced_out';
  errorCode?: string;
};

/** Writes what the agent came to. */
export async function endWith(ctx: WorkerContext, claim: LaneClaim, run: RunRecord, outcome: Outcome): Promise<Ended> {
  switch (outcome.kind) {
    case 'replied': {
      run.model = outcome.model;
      const { kind } = await settleAnswered(ctx.core, claim, run, outcome.text);
      return { outcome: kind === 'settled' ? 'replied' : 'fenced_out' };
    }
    case 'failed':
      // In the provider's own words: a key that is refused must be told from a model that is slow.
      ctx.log.warn({ err: outcome.reason.cause ?? outcome.reason.message }, 'an attempt at a turn failed');
      return endFailed(ctx, claim, run, { retryable: outcome.retryable, reason: outcome.reason.code });
    default:
      return assertNever(outcome);
  }
}

export async function endFailed(
  ctx: WorkerContext,
  claim: LaneClaim,
  run: RunRecord | null,
  failure: { retryable: boolean; reason: string },
): Promise<Ended> {
  const { kind } = await failAttempt(ctx.core, claim, run, failure);
  return { outcome: kind, errorCode: failure.reason };
}

/** Two machines answer each other: people take it from here. */
export async function endBroken(
  ctx: WorkerContext,
  claim: LaneClaim,
  reason: string,
  facts: BreakerFacts,
): Promise<Ended> {
  const { kind } = await settleBroken(ctx.core, claim, reason, facts);
  return kind === 'settled' ? { outcome: 'silent', errorCode: 'breaker' } : { outcome: kind };
}

export const stepRow = (step: Outcome['steps'][number]): RunRecord['steps'][number] => ({
  key: step.key,
  kind: step.kind,
  content: { requestHash: step.requestHash, response: step.response, usage: step.usage },
  startedAt: new Date(step.startedAt),
  durationMs: Math.round(step.durationMs),
});
