import type { PlanUsage } from '@parley/shared/contract/plan';
import { featuresOf, PLANS } from '@parley/shared/plans';
import { placesTaken } from '../agents/places.ts';
import type { Ctx } from '../ctx.ts';
import { seatsTaken } from '../members/seats.ts';
import { planOf } from './plan-of.ts';

export const readPlan = (ctx: Ctx, orgId: string): Promise<PlanUsage> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const row = await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, select: { plan: true, flags: true } });
    const name = planOf(row.plan);
    const plan = PLANS[name];
    const taken = await seatsTaken(tx, orgId, ctx.now());
    return {
      plan: name,
      title: plan.title,
      seats: { limit: plan.seats, ...taken },
      agents: { limit: plan.agents, used: await placesTaken(tx, orgId) },
      features: featuresOf(name, row.flags as Record<string, unknown>),
    };
  });
