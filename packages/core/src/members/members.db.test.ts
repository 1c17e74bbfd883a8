import type { ROLES } from '@parley/shared/roles';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { as, endings, enrol, lastOf, organisationWith, recordOf, signUp } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { changeMemberRole } from './change-member-role.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const rolesIn = async (orgId: string) => {
  const { data } = await listMembers(core.ctx, orgId, { limit: 100 });
  return Object.fromEntries(data.map((member) => [member.user_id, member.role]));
};

describe('listing', () => {
  test('pages go over all members by the time they joined, those of one moment too', async () => {
    const { orgId, owner } = await organisationWith(core);
    const people = [owner];
    for (let i = 0; i < 6; i++) people.push(await enrol(core, orgId, 'viewer'));
    await core.database.owner.query(
      `update membership set created_at = '2026-01-01' where org_id = $1 and role = 'viewer'`,
      [orgId],
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 4; pages++) {
      const page = await listMembers(core.ctx, orgId, { limit: 2, starting_after: cursor });
      seen.push(...page.data.map((member) => member.user_id));
      expect(page.has_more).toBe(pages < 3);
      cursor = page.next_cursor ?? undefined;
    }
    expect(cursor).toBeUndefined();
    expect(seen).toHaveLength(7);
    expect(new Set(seen)).toEqual(new Set(people.map(({ id }) => id)));
    expect(seen.at(-1)).toBe(owner.id);
    // A page that holds exactly what is left says that nothing follows.
    expect(await listMembers(core.ctx, orgId, { limit: 7 })).toMatchObject({ has_more: false, next_cursor: null });
  });

  test('what is no cursor is refused with words', async () => {
    const { orgId } = await organisationWith(core);
    for (const starting_after of ['', 'x', '1', "1.'; --", '9999999999999999.a', '1.\u0000']) {
      await expect(listMembers(core.ctx, orgId, { limit: 2, starting_after })).rejects.toMatchObject({
        code: 'invalid_cursor',
      });
    }
    // A place at the end of time is one, and nothing lies beyond it.
    const beyond = await listMembers(core.ctx, orgId, { limit: 2, starting_after: '999999999999999.a' });
    expect(beyond.data).toEqual([]);
  });
});

describe('changing a role', () => {
  test('an admin gives a member another role, and the record says from what to what', async () => {
    const { orgId, admin, member } = await organisationWith(core, 'admin', 'member');
    const changed = await changeMemberRole(core.ctx, as(orgId, admin.id), { userId: member.id, role: 'operator' });
    expect(changed).toMatchObject({ user_id: member.id, role: 'operator', email: member.email });
    expect((await rolesIn(orgId))[member.id]).toBe('operator');
    expect(await lastOf(core, orgId)).toMatchObject({
      action: 'membership.role_changed',
      actor: admin.id,
      target: member.id,
      before: { role: 'member' },
      after: { role: 'operator' },
    });
  });

  test('the same role again changes nothing and leaves no entry', async () => {
    const { orgId, as: owner, member } = await organisationWith(core, 'member');
    const entries = (await recordOf(core, orgId)).length;
    await changeMemberRole(core.ctx, owner, { userId: member.id, role: 'member' });
    expect(await recordOf(core, orgId)).toHaveLength(entries);
  });

  test('only an owner makes or unmakes an owner', async () => {
    const { orgId, owner, admin, member } = await organisationWith(core, 'admin', 'member');
    const byAdmin = as(orgId, admin.id);
    const attempts = [
      changeMemberRole(core.ctx, byAdmin, { userId: member.id, role: 'owner' }),
      changeMemberRole(core.ctx, byAdmin, { userId: owner.id, role: 'member' }),
      removeMember(core.ctx, byAdmin, { userId: owner.id }),
    ];
    expect(await endings(attempts)).toEqual(['only_owners', 'only_owners', 'only_owners']);
    await changeMemberRole(core.ctx, as(orgId, owner.id), { userId: member.id, role: 'owner' });
    expect((await rolesIn(orgId))[member.id]).toBe('owner');
  });

  test('nobody raises themselves; giving up authority is fine', async () => {
    const { orgId, admin } = await organisationWith(core, 'admin');
    const self = (role: (typeof ROLES)[number]) =>
      changeMemberRole(core.ctx, as(orgId, admin.id), { userId: admin.id, role });
    await expect(self('owner')).rejects.toMatchObject({ code: 'not_oneself' });
    expect(await self('viewer')).toMatchObject({ role: 'viewer' });
    await expect(self('admin')).rejects.toMatchObject({ type: 'forbidden' });
  });

  test('who may: owners and admins, nobody else, no key, no stranger', async () => {
    const { orgId, member, ...org } = await organisationWith(
      core,
      'team_lead',
      'operator',
      'agent_owner',
      'member',
      'viewer',
    );
    const stranger = await signUp(core, 'Stranger');
    const others = [org.team_lead, org.operator, org.agent_owner, org.viewer, stranger];
    for (const { id } of others) {
      await expect(
        changeMemberRole(core.ctx, as(orgId, id), { userId: member.id, role: 'viewer' }),
      ).rejects.toMatchObject({ type: 'forbidden' });
    }
    await expect(
      changeMemberRole(
        core.ctx,
        { ...org.as, actor: { kind: 'api_key', id: org.owner.id } },
        { userId: member.id, role: 'viewer' },
      ),
    ).rejects.toMatchObject({ type: 'forbidden' });
    expect((await rolesIn(orgId))[member.id]).toBe('member');
  });

  test('authority is looked up when it is used: who was demoted meanwhile changes nothing any more', async () => {
    const { orgId, as: owner, admin, member } = await organisationWith(core, 'admin', 'member');
    await endings([
      changeMemberRole(core.ctx, owner, { userId: admin.id, role: 'viewer' }),
      changeMemberRole(core.ctx, as(orgId, admin.id), { userId: member.id, role: 'admin' }),
    ]);
    const changes = (await recordOf(core, orgId)).filter(({ action }) => action === 'membership.role_changed');
    const actors = changes.map(({ actor }) => actor);
    expect(actors.indexOf(admin.id)).toBeLessThan(actors.indexOf(owner.actor.id));
  });
});

describe('the last owner stays', () => {
  test('who is the only owner neither leaves nor steps down', async () => {
    const { orgId, owner, as: self } = await organisationWith(core, 'admin');
    const entries = (await recordOf(core, orgId)).length;
    expect(
      await endings([
        removeMember(core.ctx, self, { userId: owner.id }),
        changeMemberRole(core.ctx, self, { userId: owner.id, role: 'admin' }),
      ]),
    ).toEqual(['last_owner', 'last_owner']);
    expect((await rolesIn(orgId))[owner.id]).toBe('owner');
    expect(await recordOf(core, orgId)).toHaveLength(entries);
  });

  test.each(['leave', 'step down', 'remove each other'])(
    'of two owners who %s at the same moment one remains',
    async (how) => {
      for (let round = 0; round < 5; round++) {
        const { orgId, owner } = await organisationWith(core);
        const second = await enrol(core, orgId, 'owner');
        const pair = [
          [owner, second],
          [second, owner],
        ] as const;
        const outcome = await endings(
          pair.map(([one, other]) => {
            if (how === 'leave') return removeMember(core.ctx, as(orgId, one.id), { userId: one.id });
            if (how === 'remove each other') return removeMember(core.ctx, as(orgId, one.id), { userId: other.id });
            return changeMemberRole(core.ctx, as(orgId, one.id), { userId: one.id, role: 'member' });
          }),
        );
        expect(outcome).toEqual(['done', how === 'remove each other' ? 'not_permitted' : 'last_owner']);
        expect(Object.values(await rolesIn(orgId)).filter((role) => role === 'owner')).toHaveLength(1);
      }
    },
  );

  test('the database answers by itself, also for two who take no lock before', async () => {
    const { orgId, owner } = await organisationWith(core);
    const second = await enrol(core, orgId, 'owner');
    const leave = (userId: string) =>
      core.ctx.db.inOrg(orgId, (tx) => tx.membership.delete({ where: { orgId_userId: { orgId, userId } } }));
    const settled = await Promise.allSettled([leave(owner.id), leave(second.id)]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('removing', () => {
  test('a removed member is gone, their teams forget them, and the record keeps who it was', async () => {
    const { orgId, admin, member } = await organisationWith(core, 'admin', 'member');
    await removeMember(core.ctx, as(orgId, admin.id), { userId: member.id });
    expect(await rolesIn(orgId)).not.toHaveProperty(member.id);
    const entry = await lastOf(core, orgId);
    expect(entry).toMatchObject({ action: 'membership.removed', actor: admin.id, before: { role: 'member' } });
    expect(entry?.detail).toMatchObject({ email: member.email });
    expect(JSON.stringify([entry?.before, entry?.after])).not.toContain(member.email);
  });

  test('everyone may leave, a viewer too; nobody else is theirs to remove', async () => {
    const { orgId, viewer, member } = await organisationWith(core, 'viewer', 'member');
    const self = as(orgId, viewer.id);
    await expect(removeMember(core.ctx, self, { userId: member.id })).rejects.toMatchObject({ type: 'forbidden' });
    await removeMember(core.ctx, self, { userId: viewer.id });
    expect(await lastOf(core, orgId)).toMatchObject({ action: 'membership.left', actor: viewer.id });
    await expect(removeMember(core.ctx, self, { userId: viewer.id })).rejects.toMatchObject({ code: 'no_such_member' });
  });

  test('removed twice at once, it happens once', async () => {
    const { orgId, as: owner, member } = await organisationWith(core, 'member');
    const twice = [1, 2].map(() => removeMember(core.ctx, owner, { userId: member.id }));
    expect(await endings(twice)).toEqual(['done', 'no_such_member']);
    const removals = (await recordOf(core, orgId)).filter(({ action }) => action === 'membership.removed');
    expect(removals).toHaveLength(1);
  });

  test('one person in two organisations: what happens in one leaves the other as it was', async () => {
    const one = await organisationWith(core);
    const other = await organisationWith(core);
    const both = await signUp(core, 'Both');
    for (const { orgId } of [one, other]) {
      await core.ctx.db.inOrg(orgId, (tx) =>
        tx.membership.create({ data: { orgId, userId: both.id, role: 'member', createdAt: core.ctx.now() } }),
      );
    }
    await changeMemberRole(core.ctx, one.as, { userId: both.id, role: 'operator' });
    expect((await rolesIn(other.orgId))[both.id]).toBe('member');
    await removeMember(core.ctx, one.as, { userId: both.id });
    expect((await rolesIn(other.orgId))[both.id]).toBe('member');
    await expect(removeMember(core.ctx, one.as, { userId: other.owner.id })).rejects.toMatchObject({
      code: 'no_such_member',
    });
  });
});
