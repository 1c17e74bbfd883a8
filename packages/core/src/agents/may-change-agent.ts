import type { AgentAct } from '@parley/shared/agents';
import { type MemberPermission, type Role, roleMay } from '@parley/shared/roles';

/** Who acts. A key acts by its scopes alone, which were asked when it came in. */
export type AgentActor =
  | { kind: 'key' }
  | { kind: 'member'; userId: string; role: Role; teams: readonly string[] }
  | { kind: 'nobody' };

export type AgentPlace = { ownerId: string | null; teamId: string | null };

export type AgentVerdict = 'yes' | 'not_permitted' | 'not_your_team' | 'not_your_agent';

const ASKS: Record<AgentAct, MemberPermission> = {
  edit: 'agents.edit',
  pause: 'agents.pause',
  assign: 'agents.manage',
  archive: 'agents.manage',
};

/**
 * Owners and admins: every agent. Team leads: those of their teams. Operators: pause and resume every one. Whoever
 * answers for an agent, and may edit at all, edits and pauses it.
 */
export function mayChangeAgent(actor: AgentActor, agent: AgentPlace, act: AgentAct): AgentVerdict {
  if (actor.kind === 'key') return 'yes';
  if (actor.kind === 'nobody' || !roleMay(actor.role, ASKS[act])) return 'not_permitted';
  const own = agent.ownerId === actor.userId && (act === 'edit' || act === 'pause');
  switch (actor.role) {
    case 'owner':
    case 'admin':
    case 'operator':
      return 'yes';
    case 'team_lead':
      return own || leads(actor.teams, agent.teamId) ? 'yes' : 'not_your_team';
    default:
      return own ? 'yes' : 'not_your_agent';
  }
}

/** A team lead makes agents for their own teams, and moves them between those. */
export function mayPlaceAgent(actor: AgentActor, teamId: string | null): AgentVerdict {
  if (actor.kind === 'key') return 'yes';
  if (actor.kind === 'nobody' || !roleMay(actor.role, 'agents.manage')) return 'not_permitted';
  return actor.role !== 'team_lead' || leads(actor.teams, teamId) ? 'yes' : 'not_your_team';
}

const leads = (teams: readonly string[], teamId: string | null): boolean => teamId !== null && teams.includes(teamId);
