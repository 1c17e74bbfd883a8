import { readTurn } from '@parley/core/turns/read-turn';
import { readTurn as readEndpoint } from '@parley/shared/contract/turns';
import { implement } from '../../http/route.ts';
import { turnView } from './present.ts';

export const readTurnRoute = implement(readEndpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: turnView(await readTurn(ctx.core, caller.as.orgId, params.id)),
}));
