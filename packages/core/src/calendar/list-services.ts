import type { Service } from '@parley/shared/contract/calendar';
import type { Ctx } from '../ctx.ts';
import { serviceView } from './service-view.ts';

/** More than anyone chooses from. */
const MOST = 200;

export const listServices = (ctx: Ctx, orgId: string): Promise<Service[]> =>
  ctx.db.inOrg(orgId, async (tx) =>
    (await tx.service.findMany({ where: { orgId }, orderBy: { name: 'asc' }, take: MOST })).map(serviceView),
  );
