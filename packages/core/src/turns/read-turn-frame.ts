import type { LaneClaim } from '@parley/db/hot/claim-lanes';
import { type FrameRow, readFrame } from '@parley/db/hot/read-frame';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { Ctx } from '../ctx.ts';

export type { FrameRow };

/** What a run of this turn knows at its start, as of the turn's place in the lane. */
export const readTurnFrame = (ctx: Ctx, claim: LaneClaim): Promise<FrameRow> =>
  readFrame(ctx.hot, claim, LANE_LIMITS.historyMessages);
