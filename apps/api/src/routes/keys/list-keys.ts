import { listKeys } from '@parley/core/keys/list-keys';
import { listApiKeys } from '@parley/shared/contract/keys';
import { implement } from '../../http/route.ts';

export const listKeysRoute = implement(listApiKeys)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listKeys(ctx.core, caller.as, query),
}));
