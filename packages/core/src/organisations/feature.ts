import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import { type Feature, featuresOf } from '@parley/shared/plans';
import { planOf } from './plan-of.ts';

export async function hasFeature(tx: OrgTx, orgId: string, feature: Feature): Promise<boolean> {
  const { plan, flags } = await tx.organisation.findUniqueOrThrow({
    where: { id: orgId },
    select: { plan: true, flags: true },
  });
  return featuresOf(planOf(plan), flags as Record<string, unknown>).includes(feature);
}

export async function refuseWithoutFeature(tx: OrgTx, orgId: string, feature: Feature): Promise<void> {
  if (await hasFeature(tx, orgId, feature)) return;
  throw new ParleyError(
    'forbidden',
    'plan_lacks_feature',
    `Your organisation’s plan does not include ${feature.replaceAll('_', ' ')}. GET /v1/organisation/plan says what it includes.`,
  );
}
