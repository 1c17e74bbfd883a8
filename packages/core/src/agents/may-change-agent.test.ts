import { AGENT_ACTS, type AgentAct } from '@parley/shared/agents';
import { ROLES, type Role } from '@parley/shared/roles';
import { describe, expect, test } from 'vitest';
import { type AgentActor, type AgentPlace, mayChangeAgent, mayPlaceAgent } from './may-change-agent.ts';

const member = (role: Role): AgentActor => ({ kind: 'member', userId: 'usr_me', role, teams: ['team_mine'] });
const AGENTS: Record<string, AgentPlace> = {
  'nobody’s': { ownerId: null, teamId: null },
  'someone else’s': { ownerId: 'usr_other', teamId: 'team_other' },
  'of my team': { ownerId: 'usr_other', teamId: 'team_mine' },
  'my own': { ownerId: 'usr_me', teamId: 'team_other' },
};
const ALL = 'edit pause assign archive';

/** What each role may do with which agent. What is not named here is refused. */
const MAY: Record<Role, Record<string, string>> = {
  owner: { 'nobody’s': ALL, 'someone else’s': ALL, 'of my team': ALL, 'my own': ALL },
  admin: { 'nobody’s': ALL, 'someone else’s': ALL, 'of my team': ALL, 'my own': ALL },
  team_lead: { 'of my team': ALL, 'my own': 'edit pause' },
  operator: { 'nobody’s': 'pause', 'someone else’s': 'pause', 'of my team': 'pause', 'my own': 'pause' },
  agent_owner: { 'my own': 'edit pause' },
  member: {},
  viewer: {},
};

describe.each(ROLES)('%s', (role) => {
  test.each(Object.entries(AGENTS))('%s', (name, agent) => {
    const may = AGENT_ACTS.filter((act) => mayChangeAgent(member(role), agent, act) === 'yes');
    expect(may).toEqual((MAY[role][name] ?? '').split(' ').filter(Boolean));
  });
});

test.each<[Role, string | null, string]>([
  ['owner', null, 'yes'],
  ['admin', 'team_other', 'yes'],
  ['team_lead', 'team_mine', 'yes'],
  ['team_lead', 'team_other', 'not_your_team'],
  ['team_lead', null, 'not_your_team'],
  ['operator', 'team_mine', 'not_permitted'],
  ['agent_owner', 'team_mine', 'not_permitted'],
  ['member', null, 'not_permitted'],
  ['viewer', null, 'not_permitted'],
])('%s makes an agent for %s: %s', (role, teamId, verdict) => {
  expect(mayPlaceAgent(member(role), teamId)).toBe(verdict);
});

test.each<AgentAct>([...AGENT_ACTS])(
  'a key does what its scopes opened; whoever is no member any more does not %s',
  (act) => {
    const [agent] = Object.values(AGENTS) as [AgentPlace];
    expect(mayChangeAgent({ kind: 'key' }, agent, act)).toBe('yes');
    expect(mayChangeAgent({ kind: 'nobody' }, agent, act)).toBe('not_permitted');
    expect(mayPlaceAgent({ kind: 'nobody' }, null)).toBe('not_permitted');
  },
);
