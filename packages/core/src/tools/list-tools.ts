import type { HttpTool } from '@parley/shared/contract/tools';
import type { Ctx } from '../ctx.ts';
import { toolView } from './view.ts';

/** More than an agent could choose from. */
const MOST = 200;

/** Those that were declared, by name. */
export const listTools = (ctx: Ctx, orgId: string): Promise<HttpTool[]> =>
  ctx.db.inOrg(orgId, async (tx) =>
    (await tx.httpTool.findMany({ where: { orgId }, orderBy: { name: 'asc' }, take: MOST })).map(toolView),
  );
