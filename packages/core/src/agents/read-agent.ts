import { type AgentSpec, agentSpecSchema } from '@parley/shared/agent-spec';
import type { Agent } from '@parley/shared/contract/agents';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { agentActor } from './authority.ts';
import { agentView, readAgentRow } from './view.ts';

/** An agent with the spec that its new turns run. */
export const readAgent = (
  ctx: Ctx,
  as: Pick<As, 'orgId' | 'actor'>,
  { id }: { id: string },
): Promise<Agent & { spec: AgentSpec }> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const row = await readAgentRow(tx, as.orgId, id);
    const { spec } = await tx.agentVersion.findUniqueOrThrow({
      where: { orgId_id: { orgId: as.orgId, id: row.currentVersionId } },
    });
    return { ...agentView(await agentActor(tx, as))(row), spec: agentSpecSchema.parse(spec) };
  });
