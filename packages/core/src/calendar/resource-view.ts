import type { OrgTx } from '@parley/db/client';
import { Prisma } from '@parley/db/sql';
import type { Resource } from '@parley/shared/contract/calendar';
import { ParleyError } from '@parley/shared/errors';
import { noSuchService } from './service-view.ts';

const WITH_SERVICES = { services: { select: { serviceId: true }, orderBy: { serviceId: 'asc' } } } as const;

export const readResources = (tx: OrgTx, orgId: string, id?: string) =>
  tx.resource.findMany({
    where: { orgId, ...(id !== undefined && { id }) },
    orderBy: { name: 'asc' },
    take: 200,
    include: WITH_SERVICES,
  });

export type ResourceRow = Awaited<ReturnType<typeof readResources>>[number];

export async function readResourceRow(tx: OrgTx, orgId: string, id: string): Promise<ResourceRow> {
  const [row] = await readResources(tx, orgId, id);
  if (!row) throw noSuchResource();
  return row;
}

export const resourceView = (row: ResourceRow): Resource => ({
  id: row.id,
  name: row.name,
  hours: row.hours as Resource['hours'],
  services: row.services.map(({ serviceId }) => serviceId),
  active: row.active,
  created_at: row.createdAt.toISOString(),
});

/** Which services it does, all of them the organisation's own. */
export async function setServices(tx: OrgTx, orgId: string, resourceId: string, services: readonly string[]) {
  const wanted = [...new Set(services)];
  const known = await tx.service.count({ where: { orgId, id: { in: wanted } } });
  if (known !== wanted.length) throw noSuchService();
  await tx.resourceService.deleteMany({ where: { orgId, resourceId } });
  await tx.resourceService.createMany({ data: wanted.map((serviceId) => ({ orgId, resourceId, serviceId })) });
}

export const noSuchResource = () =>
  new ParleyError('not_found', 'no_such_resource', 'There is no resource with this id. GET /v1/resources lists them.');

export const hoursColumn = (hours: Resource['hours']) => (hours === null ? Prisma.DbNull : hours);
