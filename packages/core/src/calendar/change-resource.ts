import { isDeepStrictEqual } from 'node:util';
import type { OrgTx } from '@parley/db/client';
import type { Resource } from '@parley/shared/contract/calendar';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import type { Ctx } from '../ctx.ts';
import { hoursColumn, readResourceRow, resourceView, setServices } from './resource-view.ts';
import { nameTaken } from './service-view.ts';

export type ResourceChange = {
  id: string;
  name?: string | undefined;
  hours?: Resource['hours'] | undefined;
  services?: readonly string[] | undefined;
  active?: boolean | undefined;
};

/** What is booked already stays, also outside the new hours. */
export async function changeResource(ctx: Ctx, as: As, change: ResourceChange): Promise<Resource> {
  try {
    return await ctx.db.inOrg(as.orgId, (tx) => changed(ctx, tx, as, change));
  } catch (error) {
    throw brokenConstraint(error) === 'unique' ? nameTaken('resource') : error;
  }
}

async function changed(ctx: Ctx, tx: OrgTx, as: As, change: ResourceChange): Promise<Resource> {
  const { orgId } = as;
  const { id, name, hours, services, active } = change;
  await tx.$queryRaw`select 1 from resource where org_id = ${orgId} and id = ${id} for no key update`;
  const before = resourceView(await readResourceRow(tx, orgId, id));
  await tx.resource.update({
    where: { orgId_id: { orgId, id } },
    data: {
      ...(name !== undefined && { name }),
      ...(hours !== undefined && { hours: hoursColumn(hours) }),
      ...(active !== undefined && { active }),
    },
  });
  if (services !== undefined) await setServices(tx, orgId, id, services);
  const after = resourceView(await readResourceRow(tx, orgId, id));
  if (isDeepStrictEqual(before, after)) return after;
  const told = ({ hours: week, services: does, active: open }: Resource) => ({
    hours: week,
    services: does,
    active: open,
  });
  await audit(ctx, tx, as, {
    action: 'calendar.resource_changed',
    target: { kind: 'resource', id },
    before: told(before),
    after: told(after),
    ...(before.name !== after.name && { detail: { before: { name: before.name }, after: { name: after.name } } }),
  });
  return after;
}
