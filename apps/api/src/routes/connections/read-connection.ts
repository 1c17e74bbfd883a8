import { readConnection } from '@parley/core/connections/read-connection';
import { readConnection as readEndpoint } from '@parley/shared/contract/connections';
import { implement } from '../../http/route.ts';

export const readConnectionRoute = implement(readEndpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await readConnection(ctx.core, caller.as.orgId, params),
}));
