import { listTurns } from '@parley/core/turns/list-turns';
import { listTurns as listEndpoint } from '@parley/shared/contract/turns';
import { implement } from '../../http/route.ts';

export const listTurnsRoute = implement(listEndpoint)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listTurns(ctx.core, caller.as.orgId, query),
}));
