import type { Closure } from '@parley/shared/contract/calendar';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { closureView } from './closure-view.ts';
import { readResourceRow } from './resource-view.ts';

export type DaysOff = { resource: string | null; starts_on: string; ends_on: string; note: string | null };

/** What is booked already stays: people see it in the calendar and move it themselves. */
export const addClosure = (ctx: Ctx, as: As, { resource, starts_on, ends_on, note }: DaysOff): Promise<Closure> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    if (resource !== null) await readResourceRow(tx, orgId, resource);
    const id = ctx.newId('closure');
    const days = { startsOn: new Date(starts_on), endsOn: new Date(ends_on) };
    const row = await tx.closure.create({
      data: { orgId, id, resourceId: resource, ...days, note, createdAt: ctx.now() },
    });
    await audit(ctx, tx, as, {
      action: 'calendar.closed',
      target: { kind: 'closure', id },
      after: { resource_id: resource, starts_on, ends_on },
    });
    return closureView(row);
  });
