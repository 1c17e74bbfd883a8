import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import { PLANS } from '@parley/shared/plans';
import { planOf } from '../organisations/plan-of.ts';

export type Seats = { members: number; invited: number };

export async function seatsTaken(tx: OrgTx, orgId: string, now: Date): Promise<Seats> {
  const members = await tx.membership.count({ where: { orgId } });
  const invited = await tx.invitation.count({
    where: { orgId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
  });
  return { members, invited };
}

/** Call it under the lock, after the seat is taken: what the plan does not hold is rolled back. */
export async function refuseBeyondSeats(tx: OrgTx, orgId: string, now: Date): Promise<void> {
  const { plan } = await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, select: { plan: true } });
  const { title, seats } = PLANS[planOf(plan)];
  const taken = await seatsTaken(tx, orgId, now);
  if (taken.members + taken.invited <= seats) return;
  throw new ParleyError(
    'conflict',
    'no_seat_left',
    `The ${title} plan has ${seats} seats, and members and open invitations take them all. Remove a member, take an invitation back, or change the plan.`,
  );
}
