import { noteFact } from '@parley/core/contact-facts/note-fact';
import { noteContactFact as endpoint } from '@parley/shared/contract/contacts';
import { implement } from '../../http/route.ts';

export const noteContactFactRoute = implement(endpoint)(async (ctx, { caller, params, body }) => ({
  status: 200,
  body: await noteFact(ctx.core, caller.as, { contactId: params.id, ...body }),
}));
