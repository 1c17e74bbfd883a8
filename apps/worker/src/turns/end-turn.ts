import type { Outcome } from '@parley/agent/outcome';
import type { BreakerFacts } from '@parley/core/turns/breaker';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import { failAttempt, postponeTurn } from '@parley/core/turns/fail-attempt';
import {
  type RunRecord,
  settleAnswered,
  settleBlocked,
  settleBroken,
  settleHandedOff,
} from '@parley/core/turns/settle-turn';
import { assertNever } from '@parley/shared/assert-never';
import type { WorkerContext } from '../context.ts';

/** How an attempt ended. `fenced_out`: the lane had been taken over, and nothing was written. */
export type Ended = {
  outcome: 'replied' | 'blocked' | 'handed_off' | 'silent' | 'will_retry' | 'dead' | 'fenced_out';
  errorCode?: string;
};

type Settleable = Exclude<Outcome, { kind: 'diverged' }>;

/** Writes what the agent came to. */
export async function endWith(
  ctx: WorkerContext,
  claim: LaneClaim,
  run: RunRecord,
  outcome: Settleable,
): Promise<Ended> {
  switch (outcome.kind) {
    case 'replied': {
      run.model = outcome.model;
      const { kind } = await settleAnswered(ctx.core, claim, run, outcome.text);
      return { outcome: kind === 'settled' ? 'replied' : 'fenced_out' };
    }
    case 'blocked': {
      const { kind } = await settleBlocked(ctx.core, claim, run, outcome);
      return { outcome: kind === 'settled' ? 'blocked' : 'fenced_out', errorCode: outcome.reason };
    }
    case 'handed_off': {
      const { kind } = await settleHandedOff(ctx.core, claim, run, outcome);
      return { outcome: kind === 'settled' ? 'handed_off' : 'fenced_out', errorCode: 'handed_off' };
    }
    case 'later': {
      const { kind } = await postponeTurn(ctx.core, claim, run, outcome);
      return { outcome: kind, errorCode: outcome.reason };
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
