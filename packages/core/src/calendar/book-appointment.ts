import type { OrgTx } from '@parley/db/client';
import { instantsOf } from '@parley/shared/local-time';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { isReachable } from '../contacts/same-person.ts';
import type { Ctx } from '../ctx.ts';
import { type Origin, originColumns } from '../origin.ts';
import { withReference } from '../references/with-reference.ts';
import type { Offer } from './bookable.ts';
import { chooseSlot } from './choose-slot.ts';
import { findService, type ServiceRow } from './find-service.ts';
import { type House, readHouse } from './house.ts';
import type { CalendarRefusal } from './refusal.ts';
import { type AppointmentRow, readAppointment } from './view.ts';

export type Booking = {
  contactId: string;
  service: string;
  date: string;
  time: string;
  resource?: string | undefined;
  /** For whom, and what they said about it. */
  name?: string | undefined;
  note?: string | undefined;
  origin: Origin;
};

export type Booked = { kind: 'booked'; appointment: AppointmentRow; timeZone: string };

/** Books in the transaction given, which also holds whatever else has to be true of it. */
export async function bookAppointment(
  ctx: Ctx,
  tx: OrgTx,
  as: As,
  booking: Booking,
): Promise<Booked | CalendarRefusal> {
  const { orgId } = as;
  if (!(await isReachable(tx, orgId, booking.contactId))) return { kind: 'no_such_contact' };
  const found = await findService(tx, orgId, booking.service);
  if (found.kind !== 'found') return found;
  const house = await readHouse(tx, orgId);
  const chosen = await chooseSlot(ctx, tx, house, { ...booking, service: found.service });
  const twin = await twinOf(tx, house, found.service, booking);
  if (twin) return twin;
  if (chosen.kind !== 'chosen') return chosen;
  const id = await store(ctx, tx, as, { booking, service: found.service, offer: chosen.offer });
  return { kind: 'booked', appointment: await readAppointment(tx, orgId, id), timeZone: house.timeZone };
}

/** The same visit of the same contact, asked for once more. For another person, who is named, it is another visit. */
async function twinOf(
  tx: OrgTx,
  house: House,
  service: ServiceRow,
  { contactId, date, time, name }: Booking,
): Promise<CalendarRefusal | null> {
  const twin = await tx.appointment.findFirst({
    where: {
      orgId: house.orgId,
      contactId,
      serviceId: service.id,
      state: 'booked',
      startsAt: { in: instantsOf(date, time, house.timeZone) },
      ...(name !== undefined && { OR: [{ name: null }, { name: { equals: name, mode: 'insensitive' } }] }),
    },
    select: { reference: true },
  });
  return twin && { kind: 'already_booked', reference: twin.reference, date, time };
}

type Chosen = { booking: Booking; service: ServiceRow; offer: Offer };

async function store(ctx: Ctx, tx: OrgTx, as: As, { booking, service, offer }: Chosen): Promise<string> {
  const now = ctx.now();
  const row = {
    orgId: as.orgId,
    contactId: booking.contactId,
    serviceId: service.id,
    resourceId: offer.resource.id,
    ...offer.slot,
    state: 'booked',
    name: booking.name ?? null,
    note: booking.note ?? null,
    ...originColumns(booking.origin),
    createdAt: now,
    updatedAt: now,
  };
  const { id } = await withReference(
    'APT',
    () => ctx.newId('appointment'),
    async (named) =>
      (await tx.appointment.createMany({ data: [{ ...row, ...named }], skipDuplicates: true })).count === 1,
  );
  await audit(ctx, tx, as, {
    action: 'appointment.booked',
    target: { kind: 'appointment', id },
    after: {
      contact_id: booking.contactId,
      service_id: service.id,
      resource_id: offer.resource.id,
      starts_at: offer.slot.startsAt.toISOString(),
      ends_at: offer.slot.endsAt.toISOString(),
    },
    ...(booking.name !== undefined && { detail: { name: booking.name } }),
  });
  return id;
}
