import type { LaneClaim } from '@parley/db/hot/claim-lanes';
import { retryTurn } from '@parley/db/hot/retry-turn';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { Ctx } from '../ctx.ts';
import { retryDelayMs } from './retry-delay.ts';
import { type RunRecord, runRow } from './run-record.ts';
import { settleDead } from './settle-turn.ts';

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
  return wait(ctx, claim, run, { delayMs, reason: failure.reason, counts: true });
}

/** Who waits longer than this for a provider has an attempt the less: nobody waits for an answer for ever. */
const PATIENCE_MS = 15 * 60_000;

/**
 * Nothing has failed, but there is no room now, at a provider or in a budget: the turn keeps its place and its attempts, and
 * its slot is another's until then.
 */
export async function postponeTurn(
  ctx: Ctx,
  claim: LaneClaim,
  run: RunRecord | null,
  { afterMs, reason }: { afterMs: number; reason: string },
): Promise<AttemptFailed> {
  const isLate = ctx.now().getTime() - claim.receivedAt.getTime() > PATIENCE_MS;
  if (isLate) return failAttempt(ctx, claim, run, { retryable: true, reason });
  return wait(ctx, claim, run, { delayMs: afterMs, reason, counts: false });
}

/** What it has come to so far is stored: what was paid for is not paid for again. */
async function wait(
  ctx: Ctx,
  claim: LaneClaim,
  run: RunRecord | null,
  { delayMs, reason, counts }: { delayMs: number; reason: string; counts: boolean },
): Promise<AttemptFailed> {
  const row = run && runRow(claim.agentId, run, 'running');
  const kept = await retryTurn(ctx.hot, claim, { delayMs, reason, counts, run: row, at: ctx.now() });
  return kept ? { kind: 'will_retry', delayMs } : { kind: 'fenced_out' };
}
