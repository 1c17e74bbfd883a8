import type { OrgTx } from '@parley/db/client';
import type { Appointment } from '@parley/shared/contract/calendar';
import { localTime } from '@parley/shared/local-time';

export const WITH_NAMES = {
  service: { select: { id: true, name: true } },
  resource: { select: { id: true, name: true } },
} as const;

export type AppointmentRow = NonNullable<Awaited<ReturnType<typeof findRow>>>;
const findRow = (tx: OrgTx) => tx.appointment.findFirst({ include: WITH_NAMES });

export const readAppointment = (tx: OrgTx, orgId: string, id: string): Promise<AppointmentRow> =>
  tx.appointment.findUniqueOrThrow({ where: { orgId_id: { orgId, id } }, include: WITH_NAMES });

/** As the wall clock shows it there. */
export function whenOf(row: { startsAt: Date; endsAt: Date }, timeZone: string) {
  const { date, time } = localTime(row.startsAt.toISOString(), timeZone);
  return { date, time, until: localTime(row.endsAt.toISOString(), timeZone).time };
}

export const appointmentView = (row: AppointmentRow, timeZone: string): Appointment => ({
  id: row.id,
  reference: row.reference,
  contact_id: row.contactId,
  service: row.service,
  resource: row.resource,
  state: row.state as Appointment['state'],
  starts_at: row.startsAt.toISOString(),
  ends_at: row.endsAt.toISOString(),
  ...whenOf(row, timeZone),
  time_zone: timeZone,
  name: row.name,
  note: row.note,
  conversation_id: row.conversationId,
  turn_id: row.turnId,
  created_at: row.createdAt.toISOString(),
  cancelled_at: row.cancelledAt?.toISOString() ?? null,
  cancel_reason: row.cancelReason,
});
