import { createConnection } from '@parley/core/connections/create-connection';
import { createConnection as createEndpoint } from '@parley/shared/contract/connections';
import { implement } from '../../http/route.ts';

export const createConnectionRoute = implement(createEndpoint)(async (ctx, { caller, body }) => ({
  status: 201,
  body: await createConnection(ctx.core, caller.as, body),
}));
