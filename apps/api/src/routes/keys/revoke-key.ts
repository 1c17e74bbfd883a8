import { revokeKey } from '@parley/core/keys/revoke-key';
import { revokeApiKey } from '@parley/shared/contract/keys';
import { implement } from '../../http/route.ts';

export const revokeKeyRoute = implement(revokeApiKey)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await revokeKey(ctx.core, caller.as, params.id),
}));
