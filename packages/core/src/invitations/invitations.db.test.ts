import { createHash, randomBytes } from 'node:crypto';
import { createPool, type Pool } from '@parley/db/pools';
import { PLANS } from '@parley/shared/plans';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { listMembers } from '../members/list-members.ts';
import { as, endings, enrol, FROM, lastOf, organisationWith, recordOf, signUp } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { acceptInvitation, type Guest } from './accept-invitation.ts';
import { INVITATION_DAYS, inviteMember, type NewInvitation } from './invite-member.ts';
import { listInvitations } from './list-invitations.ts';
import { revokeInvitation } from './revoke-invitation.ts';

let core: TestCore;
let lookup: Pool;
beforeAll(async () => {
  core = await openTestCore();
  lookup = createPool({ url: core.database.urls.auth, max: 4, name: 'test', onError: () => {} });
});
afterAll(async () => {
  await lookup.end();
  await core.close();
});

const invite = (by: As, email: string, role: NewInvitation['role'] = 'member', ctx: Ctx = core.ctx) =>
  inviteMember(ctx, by, { email, role }, randomBytes);
const accept = (guest: Guest, token: string | null | undefined, ctx: Ctx = core.ctx) =>
  acceptInvitation(ctx, lookup, FROM, { guest, token });
const later = (days: number): Ctx => ({
  ...core.ctx,
  now: () => new Date(Date.now() + days * 86_400_000),
});
const countOf = async (orgId: string) => (await listMembers(core.ctx, orgId, { limit: 100 })).data.length;

describe('inviting', () => {
  test('the token is in the answer only: its hash is kept, and the record holds the address where it can be emptied', async () => {
    const { orgId, as: owner } = await organisationWith(core);
    const { invitation, token, ...names } = await invite(owner, 'New.Person@people.test', 'operator');
    expect(names).toEqual({ organisation: 'Test House', invitedBy: 'Owner' });
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(invitation).toMatchObject({ email: 'new.person@people.test', role: 'operator', state: 'open' });
    expect(Date.parse(invitation.expires_at) - Date.parse(invitation.created_at)).toBe(INVITATION_DAYS * 86_400_000);
    const { rows } = await core.database.owner.query('select * from invitation where id = $1', [invitation.id]);
    expect(rows[0].token_hash).toEqual(createHash('sha256').update(token).digest());
    expect(JSON.stringify([rows, await recordOf(core, orgId)])).not.toContain(token);
    const entry = await lastOf(core, orgId);
    expect(entry).toMatchObject({ action: 'invitation.created', detail: { email: 'new.person@people.test' } });
    expect(JSON.stringify([entry?.before, entry?.after])).not.toContain('people.test');
  });

  test('one open letter per address, however it is written and however many ask at once', async () => {
    const { orgId, as: owner } = await organisationWith(core);
    const same = ['x@people.test', 'X@people.test', 'x@PEOPLE.test'].map((email) => invite(owner, email));
    expect(await endings(same)).toEqual(['already_invited', 'already_invited', 'done']);
    expect((await recordOf(core, orgId)).filter(({ action }) => action === 'invitation.created')).toHaveLength(1);
  });

  test('a member is not invited; a member of another organisation is', async () => {
    const { as: owner, member } = await organisationWith(core, 'member');
    const other = await organisationWith(core);
    await expect(invite(owner, member.email.toUpperCase())).rejects.toMatchObject({ code: 'already_member' });
    expect((await invite(other.as, member.email)).invitation.state).toBe('open');
  });

  test('a letter that ran out makes room for a new one, and stays listed as expired', async () => {
    const { orgId, as: owner } = await organisationWith(core);
    const email = 'slow@people.test';
    const old = await invite(owner, email);
    const eighthDay = later(INVITATION_DAYS + 1);
    await invite(owner, email, 'member', eighthDay);
    const { data } = await listInvitations(eighthDay, orgId, { limit: 10 });
    expect(data.map(({ id, state }) => [id === old.invitation.id, state])).toEqual([
      [false, 'open'],
      [true, 'expired'],
    ]);
  });

  test('who may: owners and admins, as they are now', async () => {
    const { orgId, admin, team_lead } = await organisationWith(core, 'admin', 'team_lead');
    await expect(invite(as(orgId, team_lead.id), 'a@people.test')).rejects.toMatchObject({ type: 'forbidden' });
    await invite(as(orgId, admin.id), 'a@people.test', 'admin');
  });
});

describe('accepting', () => {
  test('the person it was sent to becomes a member with its role, once', async () => {
    const { orgId, as: owner } = await organisationWith(core);
    const guest = await signUp(core, 'Guest');
    const { token, invitation } = await invite(owner, guest.email.toUpperCase(), 'operator');
    expect(await accept(guest, token)).toEqual({ orgId, role: 'operator' });
    expect(await lastOf(core, orgId)).toMatchObject({
      action: 'invitation.accepted',
      actor: guest.id,
      target: invitation.id,
      after: { member: guest.id, role: 'operator' },
    });
    const { data } = await listInvitations(core.ctx, orgId, { limit: 10 });
    expect(data).toMatchObject([{ state: 'accepted' }]);
  });

  test('absent, empty, wrong, used, revoked, expired, another’s, unconfirmed, a member’s: all refused alike, and nothing changes', async () => {
    const { orgId, as: owner } = await organisationWith(core);
    const guest = await signUp(core, 'Guest');
    const stranger = await signUp(core, 'Stranger');
    const used = await signUp(core, 'Used');
    const revoked = await signUp(core, 'Revoked');
    const turned = await enrol(core, orgId, 'viewer');
    const open = await invite(owner, guest.email);
    const usedToken = (await invite(owner, used.email)).token;
    await accept(used, usedToken);
    const taken = await invite(owner, revoked.email);
    await revokeInvitation(core.ctx, owner, { id: taken.invitation.id });
    const toNew = await invite(owner, 'turned@people.test', 'admin');
    const before = [await countOf(orgId), (await recordOf(core, orgId)).length];

    const attempts = [
      accept(guest, undefined),
      accept(guest, null),
      accept(guest, ''),
      accept(guest, 'wrong'),
      accept(guest, `${open.token}x`),
      accept(guest, open.token.toLowerCase()),
      accept(used, usedToken),
      accept(guest, usedToken),
      accept(revoked, taken.token),
      accept(guest, open.token, later(INVITATION_DAYS)),
      accept(stranger, open.token),
      accept({ ...guest, emailVerified: false }, open.token),
      accept({ ...turned, email: 'turned@people.test' }, toNew.token),
    ];
    const refusals = await Promise.all(
      attempts.map((attempt) => attempt.catch(({ type, code, message, param }) => ({ type, code, message, param }))),
    );
    expect(refusals[0]).toMatchObject({ type: 'not_found', code: 'invitation_unusable' });
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
    expect([await countOf(orgId), (await recordOf(core, orgId)).length]).toEqual(before);
    // None of it used the letter up.
    expect(await accept(guest, open.token)).toEqual({ orgId, role: 'member' });
  });

  test('accepted ten times at once it makes one membership and one entry', async () => {
    const { orgId, as: owner } = await organisationWith(core);
    const guest = await signUp(core, 'Guest');
    const { token } = await invite(owner, guest.email);
    const outcome = await endings(Array.from({ length: 10 }, () => accept(guest, token)));
    expect(outcome).toEqual(['done', ...Array(9).fill('invitation_unusable')]);
    expect(await countOf(orgId)).toBe(2);
    expect((await recordOf(core, orgId)).filter(({ action }) => action === 'invitation.accepted')).toHaveLength(1);
  });

  test('taken back and accepted at the same moment, one of both happens', async () => {
    const { orgId, as: owner } = await organisationWith(core);
    for (let round = 0; round < 5; round++) {
      const guest = await signUp(core, 'Guest');
      const members = await countOf(orgId);
      const { token, invitation } = await invite(owner, guest.email);
      const [joined, revoked] = await Promise.allSettled([
        accept(guest, token),
        revokeInvitation(core.ctx, owner, { id: invitation.id }),
      ]);
      expect([joined.status, revoked.status].sort()).toEqual(['fulfilled', 'rejected']);
      expect(await countOf(orgId)).toBe(members + (joined.status === 'fulfilled' ? 1 : 0));
    }
  });
});

describe('seats', () => {
  test('members and open letters share them: two who ask for the last one at once do not both get it', async () => {
    const { orgId, as: owner } = await organisationWith(core, 'member');
    const free = PLANS.starter.seats - 2;
    for (let i = 1; i < free; i++) await invite(owner, `seat-${i}@people.test`);
    const last = ['one@people.test', 'two@people.test'].map((email) => invite(owner, email));
    expect(await endings(last)).toEqual(['done', 'no_seat_left']);
    const { data } = await listInvitations(core.ctx, orgId, { limit: 100 });
    expect(data).toHaveLength(free);
    await revokeInvitation(core.ctx, owner, { id: data[0]?.id as string });
    await invite(owner, 'three@people.test');
  });

  test('a letter is of no use when the plan has shrunk beneath it, and works again when there is room', async () => {
    const { orgId, as: owner } = await organisationWith(core);
    const guest = await signUp(core, 'Guest');
    const plan = (name: string) =>
      core.database.owner.query('update organisation set plan = $2 where id = $1', [orgId, name]);
    await plan('growth');
    for (let i = 1; i < PLANS.starter.seats; i++) await enrol(core, orgId, 'viewer');
    const { token } = await invite(owner, guest.email);
    await plan('starter');
    await expect(accept(guest, token)).rejects.toMatchObject({ code: 'no_seat_left' });
    await plan('growth');
    expect(await accept(guest, token)).toMatchObject({ orgId });
  });
});

describe('taking back', () => {
  test('once; a second time and after acceptance there is nothing to take back; unknown ids are unknown', async () => {
    const { orgId, as: owner } = await organisationWith(core);
    const { invitation } = await invite(owner, 'back@people.test');
    const twice = [1, 2].map(() => revokeInvitation(core.ctx, owner, { id: invitation.id }));
    expect(await endings(twice)).toEqual(['done', 'invitation_not_open']);
    expect((await recordOf(core, orgId)).filter(({ action }) => action === 'invitation.revoked')).toHaveLength(1);
    const other = await organisationWith(core);
    const foreign = revokeInvitation(core.ctx, other.as, { id: invitation.id });
    const random = revokeInvitation(core.ctx, other.as, { id: core.ctx.newId('invitation') });
    expect(await endings([foreign, random])).toEqual(['no_such_invitation', 'no_such_invitation']);
  });

  test('two organisations whose letters carry the same id: each takes back its own', async () => {
    const one = await organisationWith(core);
    const other = await organisationWith(core);
    const id = core.ctx.newId('invitation');
    const fixed: Ctx = { ...core.ctx, newId: (kind) => (kind === 'invitation' ? id : core.ctx.newId(kind)) };
    for (const org of [one, other]) await invite(org.as, 'both@people.test', 'member', fixed);
    await revokeInvitation(core.ctx, one.as, { id });
    const states = [one, other].map(async ({ orgId }) => (await listInvitations(core.ctx, orgId, { limit: 5 })).data);
    expect((await Promise.all(states)).map((data) => data.map(({ state }) => state))).toEqual([['revoked'], ['open']]);
  });
});

test('pages go over all letters, newest first', async () => {
  const { orgId, as: owner } = await organisationWith(core);
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.push((await invite(owner, `page-${i}@people.test`)).invitation.id);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listInvitations(core.ctx, orgId, { limit: 2, starting_after: cursor });
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual([...ids].sort().reverse());
});
