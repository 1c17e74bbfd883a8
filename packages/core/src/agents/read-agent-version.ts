import { agentSpecSchema } from '@parley/shared/agent-spec';
import type { AgentVersionWithSpec } from '@parley/shared/contract/agents';
import type { Ctx } from '../ctx.ts';
import { authorNames, readVersionRow, versionView } from './version-view.ts';
import { readAgentRow } from './view.ts';

export type VersionPlace = { id: string; number: number };

export const readAgentVersion = (
  ctx: Ctx,
  orgId: string,
  { id, number }: VersionPlace,
): Promise<AgentVersionWithSpec> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const { currentVersionId } = await readAgentRow(tx, orgId, id);
    const row = await readVersionRow(tx, orgId, id, number);
    const view = versionView(await authorNames(tx, orgId, [row]), currentVersionId);
    return { ...view(row), spec: agentSpecSchema.parse(row.spec) };
  });
