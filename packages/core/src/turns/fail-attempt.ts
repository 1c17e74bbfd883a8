import type { LaneClaim } from '@parley/db/hot/claim-lanes';
import { retryTurn } from '@parley/db/hot/retry-turn';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { Ctx } from '../ctx.ts';
import { retryDelayMs } from './retry-delay.ts';
import { type RunRecord, settleDead } from './settle-turn.ts';

export type AttemptFailed = { kind: 'will_retry'; delayMs: number } | { kind: 'dead' } | { kind: 'fenced_out' };

/** Attempts are counted at claim, so a turn whose workers crash comes back with more than it may have. */
export const attemptsOverdrawn = (claim: Pick<LaneClaim, 'attempts'>): boolean =>
  claim.attempts > LANE_LIMITS.maxAttempts;

const attemptsUsedUp = (claim: Pick<LaneClaim, 'attempts'>): boolean => claim.attempts >= LANE_LIMITS.maxAttempts;

/** An attempt failed: the turn keeps its place and is tried again later, or ends dead when that would not help. */
export async function failAttempt(
  ctx: Ctx,
  claim: LaneClaim,
  run: RunRecord | null,
  failure: { retryable: boolean; reason: string },
): Promise<AttemptFailed> {
  if (!failure.retryable || attemptsUsedUp(claim)) {
    const settled = await settleDead(ctx, claim, run, failure.reason);
    return settled.kind === 'settled' ? { kind: 'dead' } : settled;
  }
  const delayMs = retryDelayMs(claim.attempts);
  const kept = await retryTurn(ctx.hot, claim, { delayMs, reason: failure.reason });
  return kept ? { kind: 'will_retry', delayMs } : { kind: 'fenced_out' };
}
