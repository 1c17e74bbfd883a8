import type { OrgTx } from '@parley/db/client';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { chooseSlot } from './choose-slot.ts';
import type { Which } from './find-appointment.ts';
import { readHouse } from './house.ts';
import { lockAppointment } from './lock-appointment.ts';
import type { CalendarRefusal } from './refusal.ts';
import { type AppointmentRow, readAppointment } from './view.ts';

export type Move = { which: Which; date: string; time: string; resource?: string | undefined };
export type Moved = { kind: 'moved'; appointment: AppointmentRow; before: AppointmentRow; timeZone: string };

/** To another time, with whom it was where that is possible. It keeps its reference. */
export async function rescheduleAppointment(ctx: Ctx, tx: OrgTx, as: As, move: Move): Promise<Moved | CalendarRefusal> {
  const { orgId } = as;
  const house = await readHouse(tx, orgId);
  const found = await lockAppointment(ctx, tx, house, move.which);
  if (found.kind !== 'found') return found;
  const before = found.appointment;
  const service = await tx.service.findUniqueOrThrow({ where: { orgId_id: { orgId, id: before.serviceId } } });
  const wanted = { service, date: move.date, time: move.time, resource: move.resource };
  const chosen = await chooseSlot(ctx, tx, house, { ...wanted, prefer: before.resourceId, but: before.id });
  if (chosen.kind !== 'chosen') return chosen;
  const { resource, slot } = chosen.offer;
  const after = { resourceId: resource.id, ...slot };
  if (!isSame(before, after)) {
    await tx.appointment.update({
      where: { orgId_id: { orgId, id: before.id } },
      data: { ...after, updatedAt: ctx.now() },
    });
    await audit(ctx, tx, as, {
      action: 'appointment.moved',
      target: { kind: 'appointment', id: before.id },
      before: placeOf(before),
      after: placeOf(after),
    });
  }
  return { kind: 'moved', appointment: await readAppointment(tx, orgId, before.id), before, timeZone: house.timeZone };
}

type Place = { resourceId: string; startsAt: Date; endsAt: Date };

const isSame = (a: Place, b: Place): boolean =>
  a.resourceId === b.resourceId &&
  a.startsAt.getTime() === b.startsAt.getTime() &&
  a.endsAt.getTime() === b.endsAt.getTime();

const placeOf = ({ resourceId, startsAt, endsAt }: Place) => ({
  resource_id: resourceId,
  starts_at: startsAt.toISOString(),
  ends_at: endsAt.toISOString(),
});
