import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchTool } from './view.ts';

/** Agents that name it do without. */
export const removeTool = (ctx: Ctx, as: As, { id }: { id: string }): Promise<void> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const [gone] = await tx.$queryRaw<Array<{ name: string; version: number }>>`
      delete from http_tool where org_id = ${as.orgId} and id = ${id} returning name, version`;
    if (!gone) throw noSuchTool();
    await audit(ctx, tx, as, { action: 'tool.removed', target: { kind: 'http_tool', id }, before: gone });
  });
