import { unlinkContact } from '@parley/core/contacts/unlink-contact';
import { unlinkContact as endpoint } from '@parley/shared/contract/contacts';
import { implement } from '../../http/route.ts';

export const unlinkContactRoute = implement(endpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await unlinkContact(ctx.core, caller.as, params.id, params.linked_id),
}));
