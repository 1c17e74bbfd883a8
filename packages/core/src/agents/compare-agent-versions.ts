import { agentSpecSchema } from '@parley/shared/agent-spec';
import { changesBetween, type SpecChange } from '@parley/shared/spec-changes';
import type { Ctx } from '../ctx.ts';
import { readVersionRow } from './version-view.ts';
import { readAgentRow } from './view.ts';

type Comparison = { id: string; number: number; since?: number | undefined };

/** What a version changed since another one; since the one before it, unless another is named. */
export const compareAgentVersions = (
  ctx: Ctx,
  orgId: string,
  { id, number, since = Math.max(number - 1, 1) }: Comparison,
): Promise<{ since: number; number: number; changes: SpecChange[] }> =>
  ctx.db.inOrg(orgId, async (tx) => {
    await readAgentRow(tx, orgId, id);
    const specOf = async (of: number) => agentSpecSchema.parse((await readVersionRow(tx, orgId, id, of)).spec);
    return { since, number, changes: changesBetween(await specOf(since), await specOf(number)) };
  });
