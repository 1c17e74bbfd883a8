import { linkContacts } from '@parley/core/contacts/link-contacts';
import { linkContact as endpoint } from '@parley/shared/contract/contacts';
import { implement } from '../../http/route.ts';

export const linkContactRoute = implement(endpoint)(async (ctx, { caller, params, body }) => ({
  status: 200,
  body: await linkContacts(ctx.core, caller.as, params.id, body),
}));
