import type { OrgTx } from '@parley/db/client';
import type { PlanUsage } from '@parley/shared/contract/plan';
import { FEATURES, type Feature, featuresOf, PLANS, type PlanName } from '@parley/shared/plans';
import { placesTaken } from '../agents/places.ts';
import type { Ctx } from '../ctx.ts';
import { seatsTaken } from '../members/seats.ts';
import { planOf } from './plan-of.ts';

export const readPlan = (ctx: Ctx, orgId: string): Promise<PlanUsage> =>
  ctx.db.inOrg(orgId, (tx) => planUsage(ctx, tx, orgId));

export async function planUsage(ctx: Ctx, tx: OrgTx, orgId: string): Promise<PlanUsage> {
  const row = await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, select: { plan: true, flags: true } });
  const name = planOf(row.plan);
  const flags = row.flags as Record<string, unknown>;
  const plan = PLANS[name];
  const taken = await seatsTaken(tx, orgId, ctx.now());
  return {
    plan: name,
    title: plan.title,
    seats: { limit: plan.seats, ...taken },
    agents: { limit: plan.agents, used: await placesTaken(tx, orgId) },
    features: featuresOf(name, flags),
    flags: FEATURES.map((feature) => ({ feature, ...flagOf(name, feature, flags) })),
  };
}

/** Whether a feature is on, and by whom: the plan, or a flag of the organisation's own. */
function flagOf(plan: PlanName, feature: Feature, flags: Record<string, unknown>) {
  const held: readonly Feature[] = PLANS[plan].features;
  const inPlan = held.includes(feature);
  const flag = flags[feature];
  if (typeof flag !== 'boolean' || flag === inPlan) return { on: inPlan, source: 'plan' as const, in_plan: inPlan };
  return { on: flag, source: 'organisation' as const, in_plan: inPlan };
}
