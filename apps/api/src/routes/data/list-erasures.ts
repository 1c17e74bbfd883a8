import { listErasures } from '@parley/core/erasure/read-erasures';
import { listErasures as endpoint } from '@parley/shared/contract/erasures';
import { implement } from '../../http/route.ts';

export const listErasuresRoute = implement(endpoint)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listErasures(ctx.core, caller.as.orgId, query),
}));
