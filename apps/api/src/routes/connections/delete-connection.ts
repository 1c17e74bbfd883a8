import { deleteConnection } from '@parley/core/connections/delete-connection';
import { deleteConnection as deleteEndpoint } from '@parley/shared/contract/connections';
import { implement } from '../../http/route.ts';

export const deleteConnectionRoute = implement(deleteEndpoint)(async (ctx, { caller, params }) => {
  await deleteConnection(ctx.core, caller.as, params);
  return { status: 200, body: { deleted: true } };
});
