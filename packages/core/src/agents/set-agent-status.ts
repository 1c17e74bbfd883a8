import { wakeLanes } from '@parley/db/hot/wake-lanes';
import { type AgentAct, type AgentStatus, agentStatusSchema } from '@parley/shared/agents';
import type { Agent } from '@parley/shared/contract/agents';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { notify } from '../notifications/notify.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { agentActor, assertMayChange } from './authority.ts';
import { refuseBeyondPlaces } from './places.ts';
import { agentView, lockAgent, readAgentRow } from './view.ts';

export type StatusChange = { id: string; status: AgentStatus; reason?: string | undefined };

/** Pauses, drains, archives an agent, or lets it go on. What waited for it meanwhile is taken up at once. */
export async function setAgentStatus(ctx: Ctx, as: As, { id, status, reason }: StatusChange): Promise<Agent> {
  const { orgId } = as;
  const agent = await ctx.db.inOrg(orgId, async (tx) => {
    await lockOrganisation(tx, orgId);
    const row = await lockAgent(tx, orgId, id);
    const from = agentStatusSchema.parse(row.status);
    const actor = await agentActor(tx, as);
    assertMayChange(actor, row, actOf(from, status));
    if (from === status) return agentView(actor)(row);
    const [now, statusReason] = [ctx.now(), reason ?? null];
    await tx.agent.update({
      where: { orgId_id: { orgId, id } },
      data: { status, statusReason, statusChangedAt: now, updatedAt: now },
    });
    if (from === 'archived') await refuseBeyondPlaces(tx, orgId);
    await audit(ctx, tx, as, {
      action: `agent.${HAPPENED[status]}`,
      target: { kind: 'agent', id },
      before: { status: from },
      after: { status },
      ...(reason !== undefined && { detail: { reason } }),
    });
    await notify(ctx, tx, as, { kind: 'agent.status_changed', facts: { agent_id: id, from, to: status } });
    return agentView(actor)(await readAgentRow(tx, orgId, id));
  });
  // Should this get lost, a worker's sweep does it.
  await wakeLanes(ctx.hot);
  ctx.ring('lanes.take');
  return agent;
}

const HAPPENED: Record<AgentStatus, string> = {
  active: 'resumed',
  paused: 'paused',
  draining: 'draining',
  archived: 'archived',
};

const actOf = (from: AgentStatus, to: AgentStatus): AgentAct =>
  from === 'archived' || to === 'archived' ? 'archive' : 'pause';
