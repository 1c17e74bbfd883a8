import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { listMembers } from '../members/list-members.ts';
import { removeMember } from '../members/remove-member.ts';
import { endings, lastOf, organisationWith, recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { addTeamMember } from './add-team-member.ts';
import { createTeam } from './create-team.ts';
import { deleteTeam } from './delete-team.ts';
import { listTeams } from './list-teams.ts';
import { removeTeamMember } from './remove-team-member.ts';
import { renameTeam } from './rename-team.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const entriesOf = async (orgId: string, action: string) =>
  (await recordOf(core, orgId)).filter((entry) => entry.action === action);

test('a team is made, renamed, filled, emptied and deleted, and the record tells it', async () => {
  const { orgId, as, member } = await organisationWith(core, 'member');
  const team = await createTeam(core.ctx, as, { name: 'Front desk' });
  expect(team).toMatchObject({ name: 'Front desk', members: 0 });
  const place = { id: team.id, userId: member.id };
  expect(await renameTeam(core.ctx, as, { id: team.id, name: 'Reception' })).toMatchObject({ name: 'Reception' });
  expect(await addTeamMember(core.ctx, as, place)).toMatchObject({ members: 1 });
  expect((await listTeams(core.ctx, orgId, { limit: 10 })).data).toEqual([{ ...team, name: 'Reception', members: 1 }]);
  const inTeam = await listMembers(core.ctx, orgId, { limit: 10, team: team.id });
  expect(inTeam.data.map(({ user_id }) => user_id)).toEqual([member.id]);
  expect(await removeTeamMember(core.ctx, as, place)).toMatchObject({ members: 0 });
  await addTeamMember(core.ctx, as, place);
  await deleteTeam(core.ctx, as, { id: team.id });
  expect(await lastOf(core, orgId)).toMatchObject({
    action: 'team.deleted',
    target: team.id,
    before: { members: [member.id] },
    detail: { name: 'Reception' },
  });
  expect((await listTeams(core.ctx, orgId, { limit: 10 })).data).toEqual([]);
  expect((await listMembers(core.ctx, orgId, { limit: 10 })).data).toHaveLength(2);
  const actions = (await recordOf(core, orgId))
    .map(({ action }) => action)
    .filter((action) => action.startsWith('team.'));
  expect(actions).toEqual([
    'team.created',
    'team.renamed',
    'team.member_added',
    'team.member_removed',
    'team.member_added',
    'team.deleted',
  ]);
});

describe('at the same moment', () => {
  test('one name makes one team', async () => {
    const { orgId, as } = await organisationWith(core);
    const twice = [1, 2].map(() => createTeam(core.ctx, as, { name: 'Same' }));
    expect(await endings(twice)).toEqual(['done', 'team_name_taken']);
    expect(await entriesOf(orgId, 'team.created')).toHaveLength(1);
  });

  test('two teams that both want one name: one gets it', async () => {
    const { as } = await organisationWith(core);
    const teams = [await createTeam(core.ctx, as, { name: 'A' }), await createTeam(core.ctx, as, { name: 'B' })];
    expect(await endings(teams.map(({ id }) => renameTeam(core.ctx, as, { id, name: 'C' })))).toEqual([
      'done',
      'team_name_taken',
    ]);
  });

  test('one person is added once, and it is recorded once', async () => {
    const { orgId, as, member } = await organisationWith(core, 'member');
    const { id } = await createTeam(core.ctx, as, { name: 'Once' });
    const place = { id, userId: member.id };
    expect(await endings([1, 2].map(() => addTeamMember(core.ctx, as, place)))).toEqual(['done', 'done']);
    expect(await entriesOf(orgId, 'team.member_added')).toHaveLength(1);
    expect(await endings([1, 2].map(() => removeTeamMember(core.ctx, as, place)))).toEqual(['done', 'no_such_member']);
    expect(await entriesOf(orgId, 'team.member_removed')).toHaveLength(1);
  });

  test('deleted twice, it goes once', async () => {
    const { orgId, as } = await organisationWith(core);
    const { id } = await createTeam(core.ctx, as, { name: 'Gone' });
    expect(await endings([1, 2].map(() => deleteTeam(core.ctx, as, { id })))).toEqual(['done', 'no_such_team']);
    expect(await entriesOf(orgId, 'team.deleted')).toHaveLength(1);
  });
});

test('who leaves the organisation leaves its teams', async () => {
  const { orgId, as, member } = await organisationWith(core, 'member');
  const { id } = await createTeam(core.ctx, as, { name: 'Leaving' });
  await addTeamMember(core.ctx, as, { id, userId: member.id });
  await removeMember(core.ctx, as, { userId: member.id });
  expect((await listTeams(core.ctx, orgId, { limit: 10 })).data).toMatchObject([{ members: 0 }]);
});

test('people and teams of another organisation are as unknown as ids that nobody has', async () => {
  const mine = await organisationWith(core, 'member');
  const other = await organisationWith(core, 'member');
  const { id } = await createTeam(core.ctx, mine.as, { name: 'Mine' });
  const foreign = await createTeam(core.ctx, other.as, { name: 'Mine' });
  const nobody = { id: core.ctx.newId('team'), userId: core.ctx.newId('user') };
  for (const userId of [other.member.id, nobody.userId]) {
    await expect(addTeamMember(core.ctx, mine.as, { id, userId })).rejects.toMatchObject({
      code: 'no_such_team_or_member',
    });
  }
  for (const teamId of [foreign.id, nobody.id]) {
    const place = { id: teamId, userId: mine.member.id };
    expect(
      await endings([
        addTeamMember(core.ctx, mine.as, place),
        removeTeamMember(core.ctx, mine.as, place),
        renameTeam(core.ctx, mine.as, { id: teamId, name: 'Taken over' }),
        deleteTeam(core.ctx, mine.as, { id: teamId }),
      ]),
    ).toEqual(['no_such_team', 'no_such_team', 'no_such_team', 'no_such_team_or_member']);
  }
  expect((await listTeams(core.ctx, other.orgId, { limit: 10 })).data).toEqual([foreign]);
});

test('two organisations whose teams carry the same id: each changes its own', async () => {
  const one = await organisationWith(core, 'member');
  const other = await organisationWith(core, 'member');
  const id = core.ctx.newId('team');
  const fixed: Ctx = { ...core.ctx, newId: (kind) => (kind === 'team' ? id : core.ctx.newId(kind)) };
  for (const org of [one, other]) {
    await createTeam(fixed, org.as, { name: 'Twin' });
    await addTeamMember(core.ctx, org.as, { id, userId: org.member.id });
  }
  await renameTeam(core.ctx, one.as, { id, name: 'Renamed' });
  await deleteTeam(core.ctx, one.as, { id });
  expect((await listTeams(core.ctx, other.orgId, { limit: 5 })).data).toMatchObject([{ id, name: 'Twin', members: 1 }]);
});

test('pages go over all teams, oldest first', async () => {
  const { orgId, as } = await organisationWith(core);
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.push((await createTeam(core.ctx, as, { name: `Team ${i}` })).id);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTeams(core.ctx, orgId, { limit: 2, starting_after: cursor });
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual([...ids].sort());
});
