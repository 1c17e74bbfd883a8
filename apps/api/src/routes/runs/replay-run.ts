import { replayRun } from '@parley/core/runs/replay-run';
import * as contract from '@parley/shared/contract/runs';
import { implement } from '../../http/route.ts';

export const replayRunRoute = implement(contract.replayRun)(async (ctx, { caller, params, body }) => ({
  status: 202,
  body: await replayRun(ctx.core, caller.as, { id: params.id, ...body }),
}));
