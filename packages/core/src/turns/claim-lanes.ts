import { claimLanes as claimRows, type LaneClaim } from '@parley/db/hot/claim-lanes';
import { giveBackLanes } from '@parley/db/hot/leases';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { Ctx } from '../ctx.ts';

export type { LaneClaim };

/** Takes due lanes for this process. `full`: as many as asked for, so there may be more. */
export async function claimLanes(
  ctx: Ctx,
  { limit, holder }: { limit: number; holder: string },
): Promise<{ claims: LaneClaim[]; full: boolean }> {
  const { claims, strays } = await claimRows(ctx.hot, { limit, leaseMs: LANE_LIMITS.leaseMs, holder });
  // A lane whose head came in while the claim was looking: given back at once, the next claim sees it whole.
  if (strays.length > 0) await giveBackLanes(ctx.hot, strays);
  return { claims, full: claims.length === limit };
}
