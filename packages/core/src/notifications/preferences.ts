import type { OrgTx } from '@parley/db/client';
import type { NotificationPreference } from '@parley/shared/contract/notifications';
import { ParleyError } from '@parley/shared/errors';
import { EVENT_KINDS, EVENTS, type EventKind } from '@parley/shared/events';
import { type Role, roleMay, roleSchema } from '@parley/shared/roles';
import type { Ctx } from '../ctx.ts';
import type { Reader } from './list-notifications.ts';

/** How one member wants to be told of each event that their role hears of. */
export const readPreferences = (ctx: Ctx, reader: Reader): Promise<NotificationPreference[]> =>
  ctx.db.inOrg(reader.orgId, async (tx) => {
    const role = await roleIn(tx, reader);
    if (!role) return [];
    const chosen = await tx.notificationPreference.findMany({ where: reader });
    return heardBy(role).map((kind) =>
      preferenceOf(
        kind,
        chosen.find(({ event }) => event === kind),
      ),
    );
  });

export type PreferenceChange = { event: EventKind; inApp: boolean; email: boolean };

/** Their own affair: it changes what one person is told, so it is kept and not recorded. */
export const changePreference = (
  ctx: Ctx,
  reader: Reader,
  { event, ...channels }: PreferenceChange,
): Promise<NotificationPreference> =>
  ctx.db.inOrg(reader.orgId, async (tx) => {
    const role = await roleIn(tx, reader);
    if (!role || !heardBy(role).includes(event)) throw notHeard();
    const chosen = await tx.notificationPreference.upsert({
      where: { orgId_userId_event: { ...reader, event } },
      create: { ...reader, event, ...channels },
      update: channels,
    });
    return preferenceOf(event, chosen);
  });

const heardBy = (role: Role): EventKind[] => EVENT_KINDS.filter((kind) => roleMay(role, EVENTS[kind].to));

const preferenceOf = (kind: EventKind, chosen: { inApp: boolean; email: boolean } | undefined) => {
  const { title, inApp, email } = EVENTS[kind];
  return { event: kind, title, in_app: chosen?.inApp ?? inApp, email: chosen?.email ?? email };
};

async function roleIn(tx: OrgTx, reader: Reader): Promise<Role | null> {
  const row = await tx.membership.findUnique({ where: { orgId_userId: reader }, select: { role: true } });
  return row && roleSchema.parse(row.role);
}

const notHeard = () =>
  new ParleyError('not_found', 'no_such_preference', 'You are no member here whose role is told of this event.', {
    param: 'event',
  });
