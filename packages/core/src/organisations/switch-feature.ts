import type { PlanUsage } from '@parley/shared/contract/plan';
import { ParleyError } from '@parley/shared/errors';
import { type Feature, PLANS } from '@parley/shared/plans';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { lockOrganisation } from './lock-organisation.ts';
import { planOf } from './plan-of.ts';
import { planUsage } from './read-plan.ts';

/**
 * Turns off what the plan holds, and on again. What goes beyond a plan is given by whoever runs the installation, in the
 * organisation's flags, and is theirs to take back.
 */
export function switchFeature(
  ctx: Ctx,
  as: As,
  { feature, on }: { feature: Feature; on: boolean },
): Promise<PlanUsage> {
  const { orgId } = as;
  return ctx.db.inOrg(orgId, async (tx) => {
    await lockOrganisation(tx, orgId);
    const row = await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, select: { plan: true, flags: true } });
    const flags = row.flags as Record<string, unknown>;
    const held: readonly Feature[] = PLANS[planOf(row.plan)].features;
    if (!held.includes(feature)) throw notInPlan(PLANS[planOf(row.plan)].title);
    const before = flags[feature] !== false;
    if (before !== on) {
      const { [feature]: _, ...rest } = flags;
      await tx.organisation.update({
        where: { id: orgId },
        data: { flags: (on ? rest : { ...rest, [feature]: false }) as object },
      });
      await audit(ctx, tx, as, {
        action: 'organisation.feature_switched',
        target: { kind: 'organisation', id: orgId },
        before: { [feature]: before },
        after: { [feature]: on },
      });
    }
    return planUsage(ctx, tx, orgId);
  });
}

const notInPlan = (title: string) =>
  new ParleyError(
    'conflict',
    'feature_not_in_plan',
    `The ${title} plan does not have this. Change the plan to get it.`,
    { param: 'feature' },
  );
