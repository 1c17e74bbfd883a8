import { type ClaimOptions, claimLanes as claimRows, type LaneClaim } from '@parley/db/hot/claim-lanes';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import { MONEY_LIMITS } from '@parley/shared/money-limits';
import type { Ctx } from '../ctx.ts';

export type { LaneClaim };

export type Wanted = Pick<ClaimOptions, 'limit' | 'holder'> &
  Partial<Pick<ClaimOptions, 'class' | 'after' | 'running'>>;

/** Takes due lanes for this process, of all organisations alike. `more`: something was left, so it is worth looking again. */
export async function claimLanes(
  ctx: Ctx,
  { limit, holder, class: kind = 'interactive', after = '', running = {} }: Wanted,
): Promise<{ claims: LaneClaim[]; more: boolean; lastOrg: string }> {
  const { claims, more, lastOrg } = await claimRows(ctx.hot, {
    limit,
    holder,
    class: kind,
    after,
    running,
    leaseMs: LANE_LIMITS.leaseMs,
    organisations: LANE_LIMITS.organisationsPerClaim,
    allowance: MONEY_LIMITS.allowanceMicros,
  });
  return { claims, more: more || claims.length === limit, lastOrg };
}
