import type { OrgTx } from '@parley/db/client';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import type { Which } from './find-appointment.ts';
import { readHouse } from './house.ts';
import { lockAppointment } from './lock-appointment.ts';
import type { CalendarRefusal } from './refusal.ts';
import { type AppointmentRow, readAppointment } from './view.ts';

export type Cancelled = { kind: 'cancelled'; appointment: AppointmentRow; timeZone: string };

/** Its time is free again at once. */
export async function cancelAppointment(
  ctx: Ctx,
  tx: OrgTx,
  as: As,
  { which, reason }: { which: Which; reason?: string | undefined },
): Promise<Cancelled | CalendarRefusal> {
  const { orgId } = as;
  const house = await readHouse(tx, orgId);
  const found = await lockAppointment(ctx, tx, house, which);
  if (found.kind !== 'found') return found;
  const { id } = found.appointment;
  const now = ctx.now();
  await tx.appointment.update({
    where: { orgId_id: { orgId, id } },
    data: { state: 'cancelled', cancelledAt: now, updatedAt: now, cancelReason: reason ?? null },
  });
  await audit(ctx, tx, as, {
    action: 'appointment.cancelled',
    target: { kind: 'appointment', id },
    before: { starts_at: found.appointment.startsAt.toISOString(), resource_id: found.appointment.resourceId },
  });
  return { kind: 'cancelled', appointment: await readAppointment(tx, orgId, id), timeZone: house.timeZone };
}
