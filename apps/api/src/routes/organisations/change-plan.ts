import { changePlan } from '@parley/core/organisations/change-plan';
import { changePlan as endpoint } from '@parley/shared/contract/plan';
import { implement } from '../../http/route.ts';

export const changePlanRoute = implement(endpoint)(async (ctx, { caller, body }) => ({
  status: 200,
  body: await changePlan(ctx.core, caller.as, body),
}));
