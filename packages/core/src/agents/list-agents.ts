import type { AgentEnvironment, AgentStatus } from '@parley/shared/agents';
import type { Agent } from '@parley/shared/contract/agents';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { agentActor } from './authority.ts';
import { agentView, WITH_ITS_OWN } from './view.ts';

export type AgentFilter = {
  status?: AgentStatus | undefined;
  team?: string | undefined;
  environment?: AgentEnvironment | undefined;
  tag?: string | undefined;
  /** In the name or the description. */
  q?: string | undefined;
};

/** Newest first. Archived ones only when they are asked for. */
export async function listAgents(
  ctx: Ctx,
  as: Pick<As, 'orgId' | 'actor'>,
  { limit, starting_after, ...filter }: PageQuery & AgentFilter,
): Promise<Page<Agent>> {
  const after = idCursor(starting_after);
  const { orgId } = as;
  return ctx.db.inOrg(orgId, async (tx) => {
    const rows = await tx.agent.findMany({
      where: { orgId, ...whereOf(filter), ...(after !== null && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      include: WITH_ITS_OWN,
    });
    return pageOf(rows, limit, { cursor: ({ id }) => id, view: agentView(await agentActor(tx, as)) });
  });
}

const whereOf = ({ status, team, environment, tag, q }: AgentFilter) => ({
  status: status ?? { not: 'archived' },
  ...(team && { teamId: team }),
  ...(environment && { environment }),
  ...(tag && { tags: { has: tag } }),
  ...(q && { OR: [{ name: containing(q) }, { description: containing(q) }] }),
});

/** As it was typed: a per cent sign or an underscore means itself. */
const containing = (q: string) => ({ contains: q.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const });
