import type { Appointment } from '@parley/shared/contract/calendar';
import type { Ctx } from '../ctx.ts';
import { cursorOf, type Page, type PageQuery, pageOf, placeOf } from '../page.ts';
import { readHouse } from './house.ts';
import { appointmentView, WITH_NAMES } from './view.ts';

export type AppointmentFilter = {
  from?: string | undefined;
  to?: string | undefined;
  resource?: string | undefined;
  contact?: string | undefined;
  state?: Appointment['state'] | undefined;
};

/** In the order in which they begin. `from` and `to` are moments: whatever lies between them, also in part. */
export async function listAppointments(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after, from, to, resource, contact, state }: PageQuery & AppointmentFilter,
): Promise<Page<Appointment>> {
  const after = placeOf(starting_after);
  return ctx.db.inOrg(orgId, async (tx) => {
    const { timeZone } = await readHouse(tx, orgId);
    const rows = await tx.appointment.findMany({
      where: {
        orgId,
        ...(from && { endsAt: { gt: new Date(from) } }),
        ...(to && { startsAt: { lt: new Date(to) } }),
        ...(resource && { resourceId: resource }),
        ...(contact && { contactId: contact }),
        ...(state && { state }),
        ...(after && { OR: [{ startsAt: { gt: after.at } }, { startsAt: after.at, id: { gt: after.id } }] }),
      },
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
      take: limit + 1,
      include: WITH_NAMES,
    });
    return pageOf(rows, limit, {
      cursor: ({ startsAt, id }) => cursorOf({ at: startsAt, id }),
      view: (row) => appointmentView(row, timeZone),
    });
  });
}
