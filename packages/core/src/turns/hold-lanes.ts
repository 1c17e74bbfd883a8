import { giveBackLanes, type HeldLane, laneKey, renewLeases } from '@parley/db/hot/leases';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { Ctx } from '../ctx.ts';

export type { HeldLane };

/** Holds the lanes longer and answers which of them are lost: another worker has them, and their runs must stop. */
export async function renewLanes<L extends HeldLane>(ctx: Ctx, lanes: readonly L[]): Promise<L[]> {
  if (lanes.length === 0) return [];
  const kept = await renewLeases(ctx.hot, lanes, LANE_LIMITS.leaseMs);
  return lanes.filter((lane) => !kept.has(laneKey(lane)));
}

/** Lets lanes go untouched and rings for them: another worker goes on at once. */
export async function releaseLanes(ctx: Ctx, lanes: readonly HeldLane[]): Promise<void> {
  if (lanes.length === 0) return;
  await giveBackLanes(ctx.hot, lanes);
  ctx.ring('lanes.take');
}
