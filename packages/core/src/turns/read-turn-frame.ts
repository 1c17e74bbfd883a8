import type { LaneClaim } from '@parley/db/hot/claim-lanes';
import { groupCommit } from '@parley/db/hot/group-commit';
import { type FrameOf, type FrameRow, readFrames } from '@parley/db/hot/read-frame';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { Ctx } from '../ctx.ts';

export type { FrameRow };

/** Runs that begin at the same time share a read. */
const readFrame = groupCommit<FrameOf, FrameRow | null>((db, turns) =>
  readFrames(db, turns, LANE_LIMITS.historyMessages),
);

/** What a run of this turn knows at its start, as of the turn's place in the lane. */
export async function readTurnFrame(ctx: Ctx, claim: LaneClaim): Promise<FrameRow> {
  const frame = await readFrame(ctx.hot, claim);
  if (!frame) throw new Error(`no agent for turn ${claim.turnId}`);
  return frame;
}
