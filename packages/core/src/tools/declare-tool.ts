import { isBuiltIn } from '@parley/shared/built-in-tools';
import type { HttpTool } from '@parley/shared/contract/tools';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { columnsOf, type Definition, judgeDefinition, requireConnection } from './definition.ts';
import { toolView } from './view.ts';

/** Agents have it once their version names it. */
export async function declareTool(
  ctx: Ctx,
  as: As,
  { name, ...given }: Definition & { name: string },
): Promise<HttpTool> {
  if (isBuiltIn(name)) throw nameTaken();
  judgeDefinition(ctx.outbound, given);
  return ctx.db.inOrg(as.orgId, async (tx) => {
    await requireConnection(tx, as.orgId, given);
    const place = { orgId: as.orgId, id: ctx.newId('httpTool') };
    const now = ctx.now();
    const row = { ...place, name, version: 1, ...columnsOf(given), createdAt: now, updatedAt: now };
    const { count } = await tx.httpTool.createMany({ data: [row], skipDuplicates: true });
    if (count === 0) throw nameTaken();
    await audit(ctx, tx, as, {
      action: 'tool.declared',
      target: { kind: 'http_tool', id: place.id },
      after: { name, version: 1, ...given },
    });
    return toolView(await tx.httpTool.findUniqueOrThrow({ where: { orgId_id: place } }));
  });
}

const nameTaken = () =>
  new ParleyError('conflict', 'name_taken', 'Another tool has this name already. Give this one another.', {
    param: 'name',
  });
