import type { Resource } from '@parley/shared/contract/calendar';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { hoursColumn, readResourceRow, resourceView, setServices } from './resource-view.ts';
import { nameTaken } from './service-view.ts';

export type NewResource = { name: string; hours: Resource['hours']; services: readonly string[] };

export const createResource = (ctx: Ctx, as: As, { name, hours, services }: NewResource): Promise<Resource> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    const id = ctx.newId('resource');
    const { count } = await tx.resource.createMany({
      data: [{ orgId, id, name, hours: hoursColumn(hours), createdAt: ctx.now() }],
      skipDuplicates: true,
    });
    if (count === 0) throw nameTaken('resource');
    await setServices(tx, orgId, id, services);
    await audit(ctx, tx, as, {
      action: 'calendar.resource_created',
      target: { kind: 'resource', id },
      after: { hours, services },
      detail: { name },
    });
    return resourceView(await readResourceRow(tx, orgId, id));
  });
