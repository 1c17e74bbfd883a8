import { readErasure } from '@parley/core/erasure/read-erasures';
import { readErasure as endpoint } from '@parley/shared/contract/erasures';
import { implement } from '../../http/route.ts';

export const readErasureRoute = implement(endpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await readErasure(ctx.core, caller.as.orgId, params.id),
}));
