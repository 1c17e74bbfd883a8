import { listConnections } from '@parley/core/connections/list-connections';
import { listConnections as listEndpoint } from '@parley/shared/contract/connections';
import { implement } from '../../http/route.ts';

export const listConnectionsRoute = implement(listEndpoint)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listConnections(ctx.core, caller.as.orgId, query),
}));
