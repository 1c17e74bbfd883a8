import type { OrgTx } from '@parley/db/client';
import type { AgentAct } from '@parley/shared/agents';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { roleOf } from '../members/authority.ts';
import { type AgentActor, type AgentPlace, type AgentVerdict, mayChangeAgent } from './may-change-agent.ts';

/** Who acts, with role and teams as they are now. */
export async function agentActor(tx: OrgTx, { orgId, actor }: Pick<As, 'orgId' | 'actor'>): Promise<AgentActor> {
  if (actor.kind === 'api_key') return { kind: 'key' };
  const role = await roleOf(tx, orgId, actor);
  if (role === null) return { kind: 'nobody' };
  const teams = await tx.teamMember.findMany({ where: { orgId, userId: actor.id }, select: { teamId: true } });
  return { kind: 'member', userId: actor.id, role, teams: teams.map(({ teamId }) => teamId) };
}

const REFUSALS: Record<Exclude<AgentVerdict, 'yes'>, string> = {
  not_permitted: 'Your role does not allow this. An owner or an admin can do it, or give you another role.',
  not_your_team: 'A team lead changes the agents of their own teams. Ask a lead of its team, an owner or an admin.',
  not_your_agent: 'An agent owner changes the agents that they answer for. Ask its owner, or an admin.',
};

export function refuseAgentUnless(verdict: AgentVerdict): void {
  if (verdict !== 'yes') throw new ParleyError('forbidden', verdict, REFUSALS[verdict]);
}

export const assertMayChange = (actor: AgentActor, agent: AgentPlace, act: AgentAct): void =>
  refuseAgentUnless(mayChangeAgent(actor, agent, act));
