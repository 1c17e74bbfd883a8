import { isDeepStrictEqual } from 'node:util';
import type { OrgTx } from '@parley/db/client';
import type { HttpTool } from '@parley/shared/contract/tools';
import type { ToolObject } from '@parley/shared/tool-schema';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { columnsOf, type Definition, judgeDefinition, requireConnection } from './definition.ts';
import { noSuchTool, type ToolRow, toolView } from './view.ts';

export type ToolChange = { id: string } & { [K in keyof Definition]?: Definition[K] | undefined } & {
  active?: boolean | undefined;
};

/** Raises its version: a call of the one before is refused, and the model is told. */
export const changeTool = (ctx: Ctx, as: As, { id, active, ...given }: ToolChange): Promise<HttpTool> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const before = await lockTool(tx, as.orgId, id);
    const old = { ...definitionOf(before), active: before.active };
    const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const definition: Definition = { ...definitionOf(before), ...told };
    const wanted = { ...definition, active: active ?? before.active };
    if (isDeepStrictEqual(old, wanted)) return toolView(before);
    judgeDefinition(ctx.outbound, definition);
    await requireConnection(tx, as.orgId, definition);
    const after = await tx.httpTool.update({
      where: { orgId_id: { orgId: as.orgId, id } },
      data: { ...columnsOf(definition), active: wanted.active, version: { increment: 1 }, updatedAt: ctx.now() },
    });
    await audit(ctx, tx, as, {
      action: 'tool.changed',
      target: { kind: 'http_tool', id },
      before: { version: before.version, ...old },
      after: { version: after.version, ...wanted },
    });
    return toolView(after);
  });

async function lockTool(tx: OrgTx, orgId: string, id: string): Promise<ToolRow> {
  await tx.$queryRaw`select 1 from http_tool where org_id = ${orgId} and id = ${id} for no key update`;
  const row = await tx.httpTool.findUnique({ where: { orgId_id: { orgId, id } } });
  if (!row) throw noSuchTool();
  return row;
}

const definitionOf = (row: ToolRow): Definition => ({
  description: row.description,
  effect: row.effect as Definition['effect'],
  method: row.method as Definition['method'],
  url_template: row.urlTemplate,
  allowed_hosts: row.allowedHosts,
  connection: row.connectionId,
  headers: row.headers as Record<string, string>,
  input: row.input as ToolObject,
  output: row.output as ToolObject | null,
});
