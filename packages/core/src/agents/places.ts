import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import { PLANS } from '@parley/shared/plans';
import { planOf } from '../organisations/plan-of.ts';

/** An archived agent holds no place. */
export const placesTaken = (tx: OrgTx, orgId: string): Promise<number> =>
  tx.agent.count({ where: { orgId, status: { not: 'archived' } } });

/** Call it under the organisation's lock, after the place is taken: what the plan does not hold is rolled back. */
export async function refuseBeyondPlaces(tx: OrgTx, orgId: string): Promise<void> {
  const { plan } = await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, select: { plan: true } });
  const { title, agents } = PLANS[planOf(plan)];
  if ((await placesTaken(tx, orgId)) <= agents) return;
  throw new ParleyError(
    'conflict',
    'no_agent_left',
    `The ${title} plan has ${agents} agents, and they are all taken. Archive one, or change the plan.`,
  );
}
