import type { OrgTx } from '@parley/db/client';
import type { Ctx } from '../ctx.ts';
import { findAppointment, type Which } from './find-appointment.ts';
import type { House } from './house.ts';

/** As `findAppointment`, held until the transaction's end: of two that change it at once, the second sees the first's work. */
export async function lockAppointment(ctx: Pick<Ctx, 'now'>, tx: OrgTx, house: House, which: Which) {
  const found = await findAppointment(ctx, tx, house, which);
  if (found.kind !== 'found') return found;
  const { id } = found.appointment;
  await tx.$queryRaw`select 1 from appointment where org_id = ${house.orgId} and id = ${id} for no key update`;
  return findAppointment(ctx, tx, house, { id });
}
