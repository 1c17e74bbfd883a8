import type { OrgTx } from '@parley/db/client';
import { EVENTS, type EventKind } from '@parley/shared/events';
import { roleMay, roleSchema } from '@parley/shared/roles';
import type { As } from '../acting.ts';

export type Told = { inApp: boolean; email: boolean } & (
  | { userId: string; address: null }
  | { userId: null; address: string }
);

/** Who is told of an event, and how: whom it is for by their role, but for whoever did it, each as they have chosen. */
export async function audienceOf(tx: OrgTx, { orgId, actor }: Pick<As, 'orgId' | 'actor'>, kind: EventKind) {
  const { to, inApp, email } = EVENTS[kind];
  const members = await tx.membership.findMany({ where: { orgId }, select: { userId: true, role: true } });
  const concerned = members
    .filter(({ userId, role }) => userId !== actor.id && roleMay(roleSchema.parse(role), to))
    .map(({ userId }) => userId);
  if (concerned.length === 0) return [];
  const chosen = await tx.notificationPreference.findMany({
    where: { orgId, event: kind, userId: { in: concerned } },
    select: { userId: true, inApp: true, email: true },
  });
  const choices = new Map(chosen.map((choice) => [choice.userId, choice]));
  return concerned
    .map((userId): Told => ({ address: null, ...(choices.get(userId) ?? { userId, inApp, email }) }))
    .filter((told) => told.inApp || told.email);
}

/** Where the organisation wants alarms to go besides: an address need not be a member's. */
export async function alertAddresses(tx: OrgTx, orgId: string, kind: EventKind): Promise<Told[]> {
  if (!EVENTS[kind].alerts) return [];
  const { alertEmails } = await tx.organisation.findUniqueOrThrow({
    where: { id: orgId },
    select: { alertEmails: true },
  });
  return alertEmails.map((address) => ({ userId: null, address, inApp: false, email: true }));
}
