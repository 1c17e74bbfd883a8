import { listContacts } from '@parley/core/contacts/list-contacts';
import { listContacts as endpoint } from '@parley/shared/contract/contacts';
import { implement } from '../../http/route.ts';

export const listContactsRoute = implement(endpoint)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listContacts(ctx.core, caller.as.orgId, query),
}));
