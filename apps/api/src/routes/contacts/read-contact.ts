import { readContact } from '@parley/core/contacts/read-contact';
import { readContact as endpoint } from '@parley/shared/contract/contacts';
import { implement } from '../../http/route.ts';

export const readContactRoute = implement(endpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await readContact(ctx.core, caller.as.orgId, params.id),
}));
