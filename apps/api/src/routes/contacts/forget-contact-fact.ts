import { forgetFact } from '@parley/core/contact-facts/forget-fact';
import { forgetContactFact as endpoint } from '@parley/shared/contract/contacts';
import { implement } from '../../http/route.ts';

export const forgetContactFactRoute = implement(endpoint)(async (ctx, { caller, params }) => {
  await forgetFact(ctx.core, caller.as, { contactId: params.id, factId: params.fact_id });
  return { status: 200, body: { deleted: true } };
});
