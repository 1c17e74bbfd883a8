import { findRuns } from '@parley/core/runs/find-runs';
import { listRuns } from '@parley/shared/contract/runs';
import { implement } from '../../http/route.ts';

export const listRunsRoute = implement(listRuns)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await findRuns(ctx.core, caller.as.orgId, query),
}));
