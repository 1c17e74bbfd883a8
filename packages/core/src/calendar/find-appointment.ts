import type { OrgTx } from '@parley/db/client';
import { samePerson } from '../contacts/same-person.ts';
import type { Ctx } from '../ctx.ts';
import type { House } from './house.ts';
import type { CalendarRefusal } from './refusal.ts';
import { type AppointmentRow, WITH_NAMES, whenOf } from './view.ts';

/** Which appointment: one of a contact's own, as it calls it; or any of the organisation's, for people. */
export type Which = { of: string; reference?: string | undefined } | { id: string };

/** More than anyone has; the rest is not listed. */
const MOST = 20;

/** What a contact has still to come, the next one first. Who was linked as one person has it in common. */
export async function upcomingOf(
  ctx: Pick<Ctx, 'now'>,
  tx: OrgTx,
  orgId: string,
  contactId: string,
): Promise<AppointmentRow[]> {
  return tx.appointment.findMany({
    where: {
      orgId,
      contactId: { in: await samePerson(tx, orgId, contactId) },
      state: 'booked',
      startsAt: { gt: ctx.now() },
    },
    orderBy: { startsAt: 'asc' },
    take: MOST,
    include: WITH_NAMES,
  });
}

type Found = { kind: 'found'; appointment: AppointmentRow };

/** One that can still be changed. Somebody else's is answered as one that never was. */
export async function findAppointment(
  ctx: Pick<Ctx, 'now'>,
  tx: OrgTx,
  house: House,
  which: Which,
): Promise<Found | CalendarRefusal> {
  if ('of' in which && which.reference === undefined) return theOnlyOne(ctx, tx, house, which.of);
  const { orgId } = house;
  const own =
    'of' in which
      ? {
          reference: which.reference?.trim().toUpperCase() ?? '',
          contactId: { in: await samePerson(tx, orgId, which.of) },
        }
      : { id: which.id };
  const appointment = await tx.appointment.findFirst({ where: { orgId, ...own }, include: WITH_NAMES });
  if (!appointment) return { kind: 'no_such_appointment' };
  if (appointment.state !== 'booked' || appointment.startsAt <= ctx.now()) {
    return { kind: 'appointment_over', reference: appointment.reference };
  }
  return { kind: 'found', appointment };
}

async function theOnlyOne(ctx: Pick<Ctx, 'now'>, tx: OrgTx, house: House, contactId: string) {
  const upcoming = await upcomingOf(ctx, tx, house.orgId, contactId);
  const [appointment] = upcoming;
  if (!appointment) return { kind: 'no_such_appointment' } as const;
  if (upcoming.length === 1) return { kind: 'found', appointment } as const;
  const appointments = upcoming.map((one) => {
    const { date, time } = whenOf(one, house.timeZone);
    return `${one.reference}, ${one.service.name}, ${date} ${time}`;
  });
  return { kind: 'which_appointment', appointments } as const;
}
