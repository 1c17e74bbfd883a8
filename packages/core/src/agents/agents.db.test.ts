import type { Role } from '@parley/shared/roles';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { removeMember } from '../members/remove-member.ts';
import { readPlan } from '../organisations/read-plan.ts';
import { addTeamMember } from '../teams/add-team-member.ts';
import { createTeam } from '../teams/create-team.ts';
import { deleteTeam } from '../teams/delete-team.ts';
import { as, endings, lastOf, organisationWith, recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { changeAgent } from './change-agent.ts';
import { compareAgentVersions } from './compare-agent-versions.ts';
import { createAgent, type NewAgent } from './create-agent.ts';
import { listAgentVersions } from './list-agent-versions.ts';
import { type AgentFilter, listAgents } from './list-agents.ts';
import { readAgent } from './read-agent.ts';
import { readAgentVersion } from './read-agent-version.ts';
import { rollBackAgent, saveAgentVersion } from './save-agent-version.ts';
import { setAgentStatus } from './set-agent-status.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const SPEC = {
  instructions: 'You are Robin.\nBe kind.',
  greeting: 'Hello.',
  model: null,
  tools: ['get_opening_hours'],
  guardrails: { avoid_topics: [] },
  limits: { model_calls: 20, tool_calls: 8 },
};
const newAgent = (input: Partial<NewAgent> = {}): NewAgent => ({
  name: 'Robin',
  description: '',
  type: 'customer_service',
  owner_id: null,
  team_id: null,
  tags: [],
  environment: 'prod',
  provider: 'parley',
  provider_ids: {},
  spec: SPEC,
  ...input,
});
const make = (by: As, input: Partial<NewAgent> = {}) => createAgent(core.ctx, by, newAgent(input));
const save = (by: As, id: string, instructions: string, expectedVersion: number) =>
  saveAgentVersion(core.ctx, by, { id, spec: { ...SPEC, instructions }, expectedVersion });

test('a new agent is active, runs its first version, and stands in the record', async () => {
  const { orgId, as: by, owner } = await organisationWith(core);
  const made = await make(by, { tags: ['desk'], owner_id: owner.id, provider_ids: { assistant: 'asst_1' } });
  expect(made).toMatchObject({
    status: 'active',
    version: 1,
    owner: { id: owner.id },
    provider_ids: { assistant: 'asst_1' },
  });
  expect(made.you_may).toEqual(['edit', 'pause', 'assign', 'archive']);
  expect(await readAgent(core.ctx, by, made)).toEqual({ ...made, spec: SPEC });
  expect(await lastOf(core, orgId)).toMatchObject({ action: 'agent.created', detail: { name: 'Robin' } });
});

describe('versions', () => {
  test('a change of the spec makes one, the same spec makes none, and what was stays as it was', async () => {
    const { orgId, as: by, owner } = await organisationWith(core);
    const { id } = await make(by);
    const second = await saveAgentVersion(core.ctx, by, {
      id,
      spec: { ...SPEC, tools: [] },
      expectedVersion: 1,
      note: 'No hours for now',
    });
    expect(second).toMatchObject({
      made: true,
      version: { number: 2, current: true, author: { id: owner.id, name: 'Owner' } },
    });
    expect(await lastOf(core, orgId)).toMatchObject({
      action: 'agent.version_saved',
      after: { version: 2, changed: ['tools'] },
    });
    const entries = (await recordOf(core, orgId)).length;
    // Its fields in another order, and from a version that is old by now, as a second try of the same save is.
    const { greeting, ...rest } = { ...SPEC, tools: [] };
    const again = await saveAgentVersion(core.ctx, by, { id, spec: { ...rest, greeting }, expectedVersion: 1 });
    expect(again).toMatchObject({ made: false, version: { number: 2, digest: second.version.digest } });
    expect(await recordOf(core, orgId)).toHaveLength(entries);
    expect((await readAgentVersion(core.ctx, orgId, { id, number: 1 })).spec).toEqual(SPEC);
    expect(await compareAgentVersions(core.ctx, orgId, { id, number: 2 })).toEqual({
      since: 1,
      number: 2,
      changes: [{ path: 'tools.get_opening_hours', kind: 'removed', before: 'get_opening_hours' }],
    });
  });

  test('two who began from the same version do not overwrite each other', async () => {
    const { orgId, as: by } = await organisationWith(core);
    const { id } = await make(by);
    expect(await endings([save(by, id, 'Mine', 1), save(by, id, 'Yours', 1)])).toEqual([
      'agent_changed_meanwhile',
      'done',
    ]);
    await expect(save(by, id, 'Late', 1)).rejects.toThrow(/is at version 2, and your change began from 1/);
    expect((await listAgentVersions(core.ctx, orgId, { id, limit: 10 })).data.map(({ number }) => number)).toEqual([
      2, 1,
    ]);
  });

  test('rolled back, the earlier spec runs again as a new version', async () => {
    const { orgId, as: by } = await organisationWith(core);
    const { id } = await make(by);
    const first = (await readAgentVersion(core.ctx, orgId, { id, number: 1 })).digest;
    await save(by, id, 'Worse', 1);
    const back = await rollBackAgent(core.ctx, by, { id, to: 1, expectedVersion: 2 });
    expect(back).toMatchObject({ made: true, version: { number: 3, digest: first, note: 'Back to version 1' } });
    expect(await lastOf(core, orgId)).toMatchObject({ action: 'agent.rolled_back', after: { restores: 1 } });
    await expect(rollBackAgent(core.ctx, by, { id, to: 9, expectedVersion: 3 })).rejects.toMatchObject({
      code: 'no_such_version',
    });
  });

  test('a list of many goes on where the page before ended', async () => {
    const { orgId, as: by } = await organisationWith(core);
    const { id } = await make(by);
    for (let n = 1; n < 5; n++) await save(by, id, `Version ${n + 1}`, n);
    const page = await listAgentVersions(core.ctx, orgId, { id, limit: 3 });
    const rest = await listAgentVersions(core.ctx, orgId, { id, limit: 3, starting_after: page.next_cursor ?? '' });
    expect([...page.data, ...rest.data].map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
    await expect(listAgentVersions(core.ctx, orgId, { id, limit: 3, starting_after: 'x' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  });
});

describe('who may', () => {
  async function house() {
    const org = await organisationWith(core, 'team_lead', 'operator', 'agent_owner', 'member', 'viewer');
    const mine = await createTeam(core.ctx, org.as, { name: 'Mine' });
    const theirs = await createTeam(core.ctx, org.as, { name: 'Theirs' });
    await addTeamMember(core.ctx, org.as, { id: mine.id, userId: org.team_lead.id });
    const by = (role: Exclude<Role, 'owner' | 'admin'>) => as(org.orgId, org[role].id);
    return { ...org, mine, theirs, by };
  }

  test('a team lead: agents of their teams, and between those', async () => {
    const { as: owner, mine, theirs, by } = await house();
    const lead = by('team_lead');
    const own = await make(lead, { team_id: mine.id });
    expect((await changeAgent(core.ctx, lead, { id: own.id, name: 'Other' })).name).toBe('Other');
    const foreign = await make(owner, { team_id: theirs.id });
    expect(
      await endings([
        make(lead),
        make(lead, { team_id: theirs.id }),
        changeAgent(core.ctx, lead, { id: own.id, team_id: theirs.id }),
        changeAgent(core.ctx, lead, { id: own.id, team_id: null }),
        changeAgent(core.ctx, lead, { id: foreign.id, name: 'Mine now' }),
        changeAgent(core.ctx, lead, { id: foreign.id, team_id: mine.id }),
        save(lead, foreign.id, 'Mine', 1),
        setAgentStatus(core.ctx, lead, { id: foreign.id, status: 'paused' }),
      ]),
    ).toEqual(Array(8).fill('not_your_team'));
  });

  test('an agent owner edits and pauses their own, and neither gives it away nor archives it', async () => {
    const { as: owner, agent_owner, member, by } = await house();
    const self = by('agent_owner');
    const { id } = await make(owner, { owner_id: agent_owner.id });
    const other = await make(owner);
    await save(self, id, 'Better', 1);
    await setAgentStatus(core.ctx, self, { id, status: 'paused' });
    expect((await readAgent(core.ctx, self, { id })).you_may).toEqual(['edit', 'pause']);
    expect((await readAgent(core.ctx, self, other)).you_may).toEqual([]);
    expect(
      await endings([
        changeAgent(core.ctx, self, { id, owner_id: member.id }),
        setAgentStatus(core.ctx, self, { id, status: 'archived' }),
        make(self),
      ]),
    ).toEqual(['not_permitted', 'not_permitted', 'not_permitted']);
    await expect(save(self, other.id, 'x', 1)).rejects.toMatchObject({ code: 'not_your_agent' });
  });

  test('an operator pauses and resumes, and no more; members and viewers read', async () => {
    const { as: owner, by } = await house();
    const { id } = await make(owner);
    await setAgentStatus(core.ctx, by('operator'), { id, status: 'draining' });
    await setAgentStatus(core.ctx, by('operator'), { id, status: 'active' });
    const refused = (['operator', 'member', 'viewer'] as const).map((role) => save(by(role), id, 'x', 1));
    expect(await endings(refused)).toEqual(['not_permitted', 'not_permitted', 'not_permitted']);
    const pauses = (['member', 'viewer'] as const).map((role) =>
      setAgentStatus(core.ctx, by(role), { id, status: 'paused' }),
    );
    expect(await endings(pauses)).toEqual(['not_permitted', 'not_permitted']);
    expect((await readAgent(core.ctx, by('viewer'), { id })).status).toBe('active');
  });

  test('who is no member of the organisation, or was one, changes nothing', async () => {
    const { as: owner, orgId, agent_owner, by } = await house();
    const { id } = await make(owner, { owner_id: agent_owner.id });
    await removeMember(core.ctx, owner, { userId: agent_owner.id });
    await expect(save(by('agent_owner'), id, 'x', 1)).rejects.toMatchObject({ code: 'not_permitted' });
    expect((await readAgent(core.ctx, owner, { id })).owner).toBeNull();
    const stranger = await organisationWith(core);
    expect(await endings([readAgent(core.ctx, stranger.as, { id }), save(stranger.as, id, 'x', 1)])).toEqual([
      'no_such_agent',
      'no_such_agent',
    ]);
    expect(await recordOf(core, orgId)).not.toContainEqual(expect.objectContaining({ action: 'agent.version_saved' }));
  });
});

describe('owner and team', () => {
  test('only a member owns it, only a team of the organisation has it', async () => {
    const { as: by } = await organisationWith(core);
    const other = await organisationWith(core);
    const team = await createTeam(core.ctx, other.as, { name: 'Foreign' });
    const { id } = await make(by);
    const refused = [
      make(by, { owner_id: other.owner.id }),
      make(by, { team_id: team.id }),
      changeAgent(core.ctx, by, { id, owner_id: other.owner.id }),
      changeAgent(core.ctx, by, { id, team_id: team.id }),
    ];
    expect(await endings(refused)).toEqual(Array(4).fill('no_such_owner_or_team'));
  });

  test('its team is deleted, its owner leaves: the agent stays, and is nobody’s', async () => {
    const { as: by, member } = await organisationWith(core, 'member');
    const team = await createTeam(core.ctx, by, { name: 'Gone soon' });
    const { id } = await make(by, { owner_id: member.id, team_id: team.id });
    await deleteTeam(core.ctx, by, team);
    await removeMember(core.ctx, by, { userId: member.id });
    expect(await readAgent(core.ctx, by, { id })).toMatchObject({ owner: null, team: null });
  });

  test('given to someone at the very moment they leave, it is theirs for no longer than they are there', async () => {
    for (let round = 0; round < 5; round++) {
      const { as: by, member } = await organisationWith(core, 'member');
      const { id } = await make(by);
      await endings([
        changeAgent(core.ctx, by, { id, owner_id: member.id }),
        removeMember(core.ctx, by, { userId: member.id }),
      ]).then((both) => expect(both).not.toContain('surprise'));
      expect((await readAgent(core.ctx, by, { id })).owner).toBeNull();
    }
  });
});

describe('the plan', () => {
  test('the last place is taken once, also by two at the same moment; archived gives it back', async () => {
    const { orgId, as: by } = await organisationWith(core);
    const first = await make(by);
    for (let n = 2; n < 5; n++) await make(by);
    expect(await endings([make(by), make(by), make(by)])).toEqual(['done', 'no_agent_left', 'no_agent_left']);
    expect((await readPlan(core.ctx, orgId)).agents).toEqual({ limit: 5, used: 5 });
    await setAgentStatus(core.ctx, by, { id: first.id, status: 'archived' });
    await make(by);
    await expect(setAgentStatus(core.ctx, by, { id: first.id, status: 'active' })).rejects.toMatchObject({
      code: 'no_agent_left',
    });
    await expect(save(by, first.id, 'x', 1)).rejects.toMatchObject({ code: 'agent_archived' });
  });
});

test('a status that it has already changes nothing and leaves no entry; the reason is kept until the next', async () => {
  const { orgId, as: by } = await organisationWith(core);
  const { id } = await make(by);
  const paused = await setAgentStatus(core.ctx, by, { id, status: 'paused', reason: 'Wrong prices' });
  expect(paused).toMatchObject({ status: 'paused', status_reason: 'Wrong prices' });
  const entries = (await recordOf(core, orgId)).length;
  expect(await setAgentStatus(core.ctx, by, { id, status: 'paused' })).toEqual(paused);
  expect(await recordOf(core, orgId)).toHaveLength(entries);
  expect(await setAgentStatus(core.ctx, by, { id, status: 'active' })).toMatchObject({ status_reason: null });
  expect(await lastOf(core, orgId)).toMatchObject({ action: 'agent.resumed', before: { status: 'paused' } });
});

test('what says the same again changes nothing; what differs is in the record, its words apart', async () => {
  const { orgId, as: by } = await organisationWith(core);
  const made = await make(by, { tags: ['a'] });
  const entries = (await recordOf(core, orgId)).length;
  expect(await changeAgent(core.ctx, by, { id: made.id, name: 'Robin', tags: ['a'] })).toEqual(made);
  expect(await recordOf(core, orgId)).toHaveLength(entries);
  await changeAgent(core.ctx, by, { id: made.id, name: 'Ada Smith’s', environment: 'test' });
  const entry = await lastOf(core, orgId);
  expect(entry).toMatchObject({
    action: 'agent.changed',
    after: { environment: 'test', changed: ['name', 'environment'] },
  });
  expect(JSON.stringify([entry?.before, entry?.after])).not.toContain('Ada');
});

test('filter, search and pages act on all agents together', async () => {
  const { as: by } = await organisationWith(core);
  const team = await createTeam(core.ctx, by, { name: 'Desk' });
  await make(by, { name: 'Robin 100%', description: 'Front_desk', tags: ['desk'], team_id: team.id });
  await make(by, { name: 'Robin', environment: 'test', tags: ['desk', 'night'] });
  await make(by, { name: 'ZOË', description: 'sells' });
  const { id } = await make(by, { name: 'Old' });
  await setAgentStatus(core.ctx, by, { id, status: 'archived' });
  const names = async (filter: AgentFilter) =>
    (await listAgents(core.ctx, by, { limit: 10, ...filter })).data.map(({ name }) => name);
  expect(await names({})).toEqual(['ZOË', 'Robin', 'Robin 100%']);
  expect(await names({ status: 'archived' })).toEqual(['Old']);
  expect(await names({ tag: 'desk' })).toEqual(['Robin', 'Robin 100%']);
  expect(await names({ tag: 'desk', environment: 'test' })).toEqual(['Robin']);
  expect(await names({ team: team.id })).toEqual(['Robin 100%']);
  expect(await names({ q: 'robin' })).toEqual(['Robin', 'Robin 100%']);
  expect(await names({ q: '%' })).toEqual(['Robin 100%']);
  expect(await names({ q: 't_d' })).toEqual(['Robin 100%']);
  expect(await names({ q: 'SELL' })).toEqual(['ZOË']);
  const first = await listAgents(core.ctx, by, { limit: 1, tag: 'desk' });
  expect(first).toMatchObject({ has_more: true, data: [{ name: 'Robin' }] });
  const second = await listAgents(core.ctx, by, { limit: 1, tag: 'desk', starting_after: first.next_cursor ?? '' });
  expect(second).toMatchObject({ has_more: false, data: [{ name: 'Robin 100%' }] });
});
