import { isBuiltIn } from '@parley/shared/built-in-tools';
import type { HttpTool } from '@parley/shared/contract/tools';
import type { ToolObject } from '@parley/shared/tool-schema';
import type { Ctx } from '../ctx.ts';

/** What a run is offered of a declared tool: where it leads, and with which secret, is read once it is called. */
export type DeclaredTool = {
  id: string;
  name: string;
  version: number;
  description: string;
  effect: HttpTool['effect'];
  input: ToolObject;
};

/** The declared tools among an agent's. Only agents that name one pay for the look. */
export async function declaredTools(ctx: Ctx, orgId: string, names: readonly string[]): Promise<DeclaredTool[]> {
  const wanted = names.filter((name) => !isBuiltIn(name));
  if (wanted.length === 0) return [];
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.httpTool.findMany({
      where: { orgId, name: { in: wanted }, active: true },
      orderBy: { name: 'asc' },
      select: { id: true, name: true, version: true, description: true, effect: true, input: true },
    }),
  );
  return rows as DeclaredTool[];
}
