import type { OrgTx } from '@parley/db/client';
import type { PlanUsage } from '@parley/shared/contract/plan';
import { ParleyError } from '@parley/shared/errors';
import { PLANS, type PlanName } from '@parley/shared/plans';
import type { As } from '../acting.ts';
import { placesTaken } from '../agents/places.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { seatsTaken } from '../members/seats.ts';
import { lockOrganisation } from './lock-organisation.ts';
import { planUsage } from './read-plan.ts';

/** Another plan, unless more is used than it holds: nothing is taken away by it. */
export function changePlan(ctx: Ctx, as: As, { plan }: { plan: PlanName }): Promise<PlanUsage> {
  const { orgId } = as;
  return ctx.db.inOrg(orgId, async (tx) => {
    // Seats and agents are counted under this lock when they are taken, too.
    await lockOrganisation(tx, orgId);
    const before = await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, select: { plan: true } });
    if (before.plan !== plan) {
      await refuseBelowUse(ctx, tx, orgId, plan);
      await tx.organisation.update({ where: { id: orgId }, data: { plan } });
      await audit(ctx, tx, as, {
        action: 'organisation.plan_changed',
        target: { kind: 'organisation', id: orgId },
        before: { plan: before.plan },
        after: { plan },
      });
    }
    return planUsage(ctx, tx, orgId);
  });
}

async function refuseBelowUse(ctx: Ctx, tx: OrgTx, orgId: string, name: PlanName): Promise<void> {
  const plan = PLANS[name];
  const { members, invited } = await seatsTaken(tx, orgId, ctx.now());
  const agents = await placesTaken(tx, orgId);
  const over = [
    ...(members + invited > plan.seats ? [`${members + invited} of ${plan.seats} seats`] : []),
    ...(agents > plan.agents ? [`${agents} of ${plan.agents} agents`] : []),
  ];
  if (over.length === 0) return;
  throw new ParleyError(
    'conflict',
    'plan_too_small',
    `The ${plan.title} plan is too small for what is used: ${over.join(' and ')}. Remove members, take invitations back or archive agents first.`,
    { param: 'plan' },
  );
}
