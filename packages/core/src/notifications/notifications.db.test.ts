import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create-agent.ts';
import { saveAgentVersion } from '../agents/save-agent-version.ts';
import { setAgentStatus } from '../agents/set-agent-status.ts';
import { createKey } from '../keys/create-key.ts';
import { changeMemberRole } from '../members/change-member-role.ts';
import { removeMember } from '../members/remove-member.ts';
import { changeOrganisation } from '../organisations/change-organisation.ts';
import { as, organisationWith } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { countUnread } from './count-unread.ts';
import { listNotifications } from './list-notifications.ts';
import { claimMails, endMail, readMail } from './mails.ts';
import { markRead, markReadUpTo } from './mark-read.ts';
import { changePreference, readPreferences } from './preferences.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const PAGE = { limit: 10, unread: false };
const NEW_KEY = {
  name: 'Import',
  scopes: ['read'] as const,
  environment: 'live' as const,
  expiresAt: null,
  randomBytes: (size: number) => crypto.getRandomValues(new Uint8Array(size)),
};

const ROBIN = {
  name: 'Robin',
  description: '',
  type: 'customer_service' as const,
  owner_id: null,
  team_id: null,
  tags: [],
  environment: 'prod' as const,
  provider: 'parley',
  provider_ids: {},
  spec: {
    instructions: 'You are Robin.',
    greeting: 'Hello.',
    model: null,
    tools: [],
    guardrails: { avoid_topics: [] },
    limits: { model_calls: 20, tool_calls: 8 },
  },
};

const toldTo = async (orgId: string, userId: string) =>
  (await listNotifications(core.ctx, { orgId, userId }, PAGE)).data.map(({ event }) => event);

describe('who is told', () => {
  test('those whom it is for by their role, but not whoever did it; in words, with names as they are now', async () => {
    const house = await organisationWith(core, 'admin', 'viewer');
    const { orgId, owner, admin, viewer } = house;
    await changeMemberRole(core.ctx, house.as, { userId: viewer.id, role: 'member' });
    expect(await toldTo(orgId, owner.id)).toEqual([]);
    expect(await toldTo(orgId, viewer.id)).toEqual([]);
    const { data } = await listNotifications(core.ctx, { orgId, userId: admin.id }, PAGE);
    expect(data).toMatchObject([
      {
        event: 'member.role_changed',
        text: 'viewer is now member and was viewer before.',
        page: '/members',
        facts: { member_id: viewer.id, from: 'viewer', to: 'member' },
        read_at: null,
      },
    ]);
    await removeMember(core.ctx, house.as, { userId: viewer.id });
    const [removed, changed] = (await listNotifications(core.ctx, { orgId, userId: admin.id }, PAGE)).data;
    expect(removed?.text).toBe('A member who was member was removed.');
    expect(changed?.text).toBe('A former member is now member and was viewer before.');
  });

  test('nobody, when the change is refused or changes nothing', async () => {
    const { orgId, owner, admin, as: byOwner } = await organisationWith(core, 'admin');
    await expect(removeMember(core.ctx, as(orgId, admin.id), { userId: owner.id })).rejects.toThrow();
    await changeOrganisation(core.ctx, byOwner, { name: 'Test House' });
    expect(await toldTo(orgId, admin.id)).toEqual([]);
    expect(await toldTo(orgId, owner.id)).toEqual([]);
  });

  test('as each has chosen', async () => {
    const { orgId, admin, viewer, as: byOwner } = await organisationWith(core, 'admin', 'viewer');
    const reader = { orgId, userId: admin.id };
    expect((await readPreferences(core.ctx, reader)).find(({ event }) => event === 'api_key.created')).toEqual({
      event: 'api_key.created',
      title: 'An API key is made',
      in_app: true,
      email: true,
    });
    await changePreference(core.ctx, reader, { event: 'api_key.created', inApp: false, email: false });
    await createKey(core.ctx, byOwner, NEW_KEY);
    expect(await toldTo(orgId, admin.id)).toEqual([]);
    expect(await readPreferences(core.ctx, { orgId, userId: viewer.id })).toEqual([]);
    await expect(
      changePreference(core.ctx, { orgId, userId: viewer.id }, { event: 'api_key.created', inApp: true, email: true }),
    ).rejects.toMatchObject({ code: 'no_such_preference' });
  });

  test('one’s own alone may be read and marked; what came later stays unread', async () => {
    const { orgId, owner, admin, as: byOwner } = await organisationWith(core, 'admin');
    for (const name of ['One', 'Two', 'Three']) await changeOrganisation(core.ctx, byOwner, { name });
    const reader = { orgId, userId: admin.id };
    const [third, second, first] = (await listNotifications(core.ctx, reader, PAGE)).data;
    if (!third || !second || !first) throw new Error('three were expected');
    expect(await countUnread(core.ctx, reader)).toBe(3);
    await expect(markRead(core.ctx, { orgId, userId: owner.id }, first.id)).rejects.toMatchObject({
      code: 'no_such_notification',
    });
    expect(await markReadUpTo(core.ctx, reader, second.id)).toBe(2);
    expect((await listNotifications(core.ctx, reader, { limit: 10, unread: true })).data).toMatchObject([
      { id: third.id },
    ]);
    await markRead(core.ctx, reader, third.id);
    await markRead(core.ctx, reader, third.id);
    expect(await countUnread(core.ctx, reader)).toBe(0);
  });

  test('of an agent, those who may pause or edit it: of its status and its versions, once each', async () => {
    const { orgId, admin, operator, viewer, as: byOwner } = await organisationWith(core, 'admin', 'operator', 'viewer');
    const { id } = await createAgent(core.ctx, byOwner, ROBIN);
    for (const status of ['paused', 'paused'] as const) await setAgentStatus(core.ctx, byOwner, { id, status });
    const spec = { ...ROBIN.spec, greeting: 'Good day.' };
    for (const again of [spec, spec]) {
      await saveAgentVersion(core.ctx, byOwner, { id, spec: again, expectedVersion: 1 });
    }
    const told = await listNotifications(core.ctx, { orgId, userId: admin.id }, PAGE);
    expect(told.data.map(({ text, page }) => [text, page])).toEqual([
      ['Robin runs version 2 now and ran version 1 before.', `/agents/${id}`],
      ['Robin was paused: what customers write to it waits.', `/agents/${id}`],
    ]);
    expect(await toldTo(orgId, operator.id)).toEqual(['agent.status_changed']);
    expect(await toldTo(orgId, viewer.id)).toEqual([]);
  });

  test('their notifications go when they go', async () => {
    const { orgId, admin, as: byOwner } = await organisationWith(core, 'admin');
    await changeOrganisation(core.ctx, byOwner, { name: 'Other' });
    await removeMember(core.ctx, byOwner, { userId: admin.id });
    expect(await toldTo(orgId, admin.id)).toEqual([]);
  });
});

describe('mails', () => {
  const dueMails = async () => (await claimMails(core.ctx, 100)).filter(({ attempt }) => attempt > 0);

  test('each is taken by one process, and again when that one died; who was overtaken marks nothing', async () => {
    await dueMails();
    const { admin, as: byOwner } = await organisationWith(core, 'admin');
    await createKey(core.ctx, byOwner, NEW_KEY);
    const taken = (await Promise.all(Array.from({ length: 8 }, () => claimMails(core.ctx, 10)))).flat();
    expect(taken).toHaveLength(1);
    const [dead] = taken;
    if (!dead) throw new Error('one was expected');
    expect(await readMail(core.ctx, dead)).toMatchObject({
      id: dead.id,
      to: { email: admin.email },
      organisation: 'Test House',
      text: 'An API key was made for live use, with the scopes read.',
      page: '/keys',
    });
    expect(await claimMails(core.ctx, 10)).toEqual([]);
    await moveDatabaseClock(core.database.owner, 61_000);
    const [second] = (await claimMails(core.ctx, 10)).filter(({ id }) => id === dead.id);
    expect(second).toMatchObject({ id: dead.id, attempt: 2 });
    expect(await endMail(core.ctx, dead, 'sent')).toBe('overtaken');
    expect(second && (await endMail(core.ctx, second, 'sent'))).toBe('ended');
    await moveDatabaseClock(core.database.owner, 3_600_000);
    expect(await claimMails(core.ctx, 10)).not.toContainEqual(expect.objectContaining({ id: dead.id }));
  });

  test('one that is not taken is tried again, less and less often, and has then failed', async () => {
    await dueMails();
    const { orgId, as: byOwner } = await organisationWith(core, 'admin');
    await createKey(core.ctx, byOwner, NEW_KEY);
    let attempts = 0;
    for (; attempts < 20; attempts++) {
      const mine = (await claimMails(core.ctx, 100)).find((claim) => claim.orgId === orgId);
      if (!mine) break;
      await endMail(core.ctx, mine, 'not_taken');
      expect((await claimMails(core.ctx, 100)).filter((claim) => claim.orgId === orgId)).toEqual([]);
      await moveDatabaseClock(core.database.owner, 361 * 60_000);
    }
    expect(attempts).toBe(8);
    const { rows } = await core.database.owner.query('select mail_state from notification where org_id = $1', [orgId]);
    expect(rows).toEqual([{ mail_state: 'failed' }]);
  });
});
