import { readPlan } from '@parley/core/organisations/read-plan';
import { readPlan as readEndpoint } from '@parley/shared/contract/plan';
import { implement } from '../../http/route.ts';

export const readPlanRoute = implement(readEndpoint)(async (ctx, { caller }) => ({
  status: 200,
  body: await readPlan(ctx.core, caller.as.orgId),
}));
