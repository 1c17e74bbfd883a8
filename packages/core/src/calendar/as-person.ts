import type { OrgTx } from '@parley/db/client';
import type { Appointment } from '@parley/shared/contract/calendar';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { type Booking, bookAppointment } from './book-appointment.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import { type Availability, type AvailabilityQuery, findAvailability } from './find-availability.ts';
import { type CalendarRefusal, refusedBy } from './refusal.ts';
import { type Move, rescheduleAppointment } from './reschedule-appointment.ts';
import { type AppointmentRow, appointmentView } from './view.ts';

/* The verbs as people and their systems use them: in a transaction of their own, and a refusal is an error. */

type Changed = { kind: 'booked' | 'moved' | 'cancelled'; appointment: AppointmentRow; timeZone: string };

const changed = (ctx: Ctx, as: As, change: (tx: OrgTx) => Promise<Changed | CalendarRefusal>): Promise<Appointment> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const done = await change(tx);
    if (!('appointment' in done)) throw refusedBy(done);
    return appointmentView(done.appointment, done.timeZone);
  });

export const bookAsPerson = (ctx: Ctx, as: As, booking: Omit<Booking, 'origin'>): Promise<Appointment> =>
  changed(ctx, as, (tx) => bookAppointment(ctx, tx, as, { ...booking, origin: null }));

export const rescheduleAsPerson = (
  ctx: Ctx,
  as: As,
  { id, ...move }: Omit<Move, 'which'> & { id: string },
): Promise<Appointment> => changed(ctx, as, (tx) => rescheduleAppointment(ctx, tx, as, { ...move, which: { id } }));

export const cancelAsPerson = (
  ctx: Ctx,
  as: As,
  { id, reason }: { id: string; reason?: string | undefined },
): Promise<Appointment> => changed(ctx, as, (tx) => cancelAppointment(ctx, tx, as, { which: { id }, reason }));

export const lookAsPerson = (ctx: Ctx, as: As, query: AvailabilityQuery): Promise<Availability> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const found = await findAvailability(ctx, tx, as.orgId, query);
    if (found.kind !== 'found') throw refusedBy(found);
    return found;
  });
