import { changeConnection } from '@parley/core/connections/change-connection';
import { changeConnection as changeEndpoint } from '@parley/shared/contract/connections';
import { implement } from '../../http/route.ts';

export const changeConnectionRoute = implement(changeEndpoint)(async (ctx, { caller, params, body }) => ({
  status: 200,
  body: await changeConnection(ctx.core, caller.as, { ...body, id: params.id }),
}));
