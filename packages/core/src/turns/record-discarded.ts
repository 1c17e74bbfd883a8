import type { LaneClaim } from '@parley/db/hot/claim-lanes';
import { recordDiscarded as recordRow } from '@parley/db/hot/record-discarded';
import type { Ctx } from '../ctx.ts';
import { type RunRecord, runRow } from './run-record.ts';

/** Keeps what a run did and spent that was cut off by a later message or by a person; its answer is thrown away. */
export const recordDiscarded = (ctx: Ctx, claim: LaneClaim, run: RunRecord): Promise<boolean> =>
  recordRow(ctx.hot, claim, runRow(claim.agentId, run, 'discarded'), ctx.now());
