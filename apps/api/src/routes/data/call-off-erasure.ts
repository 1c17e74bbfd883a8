import { callOffErasure } from '@parley/core/erasure/call-off-erasure';
import { callOffErasure as endpoint } from '@parley/shared/contract/erasures';
import { implement } from '../../http/route.ts';

export const callOffErasureRoute = implement(endpoint)(async (ctx, { caller }) => ({
  status: 200,
  body: await callOffErasure(ctx.core, caller.as),
}));
