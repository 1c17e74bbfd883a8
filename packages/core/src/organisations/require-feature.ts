import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import { type Feature, featuresOf, PLANS } from '@parley/shared/plans';
import { planOf } from './plan-of.ts';

const NAMES: Record<Feature, string> = {
  teams: 'Teams',
  webhooks: 'Webhooks',
  audit_export: 'Export of the record',
  voice: 'Voice',
  single_sign_on: 'Single sign-on',
};

/** Refuses what the organisation does not have, by its plan or by a flag of its own. */
export async function requireFeature(tx: OrgTx, orgId: string, feature: Feature): Promise<void> {
  const row = await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, select: { plan: true, flags: true } });
  const plan = planOf(row.plan);
  if (featuresOf(plan, row.flags as Record<string, unknown>).includes(feature)) return;
  throw new ParleyError(
    // Not `forbidden`: that speaks of who calls.
    'conflict',
    'feature_not_on',
    `${NAMES[feature]} is not on for this organisation, which has the ${PLANS[plan].title} plan. Its settings show which plan has it and what is turned off.`,
  );
}
