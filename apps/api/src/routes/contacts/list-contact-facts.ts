import { listFacts } from '@parley/core/contact-facts/list-facts';
import { listContactFacts as endpoint } from '@parley/shared/contract/contacts';
import { implement } from '../../http/route.ts';

export const listContactFactsRoute = implement(endpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: { data: await listFacts(ctx.core, caller.as.orgId, params.id) },
}));
