import type { Resource } from '@parley/shared/contract/calendar';
import type { Ctx } from '../ctx.ts';
import { readResources, resourceView } from './resource-view.ts';

export const listResources = (ctx: Ctx, orgId: string): Promise<Resource[]> =>
  ctx.db.inOrg(orgId, async (tx) => (await readResources(tx, orgId)).map(resourceView));
