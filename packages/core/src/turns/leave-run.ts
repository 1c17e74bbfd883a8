import type { LaneClaim } from '@parley/db/hot/claim-lanes';
import { leaveRun as leaveRow } from '@parley/db/hot/leave-run';
import type { Ctx } from '../ctx.ts';

/** The turn's run cannot be gone on with: what it spent is kept, and the turn begins another. */
export const leaveRun = (ctx: Ctx, claim: LaneClaim, runId: string): Promise<boolean> =>
  leaveRow(ctx.hot, claim, runId, ctx.now());
