import { requestContactErasure } from '@parley/core/erasure/request-contact-erasure';
import { eraseContact as endpoint } from '@parley/shared/contract/erasures';
import { implement } from '../../http/route.ts';

export const eraseContactRoute = implement(endpoint)(async (ctx, { caller, params }) => ({
  status: 202,
  body: await requestContactErasure(ctx.core, caller.as, params.id),
}));
