import { readServerSentEvents } from '@parley/sdk/server-sent-events';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson, PASSWORD, type Person, signedInPerson, tokenInLetter } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
let owner: Person;
let orgId: string;
const leaving = new AbortController();

beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
  owner = await signedInPerson(platform, 'owner@live.test');
  orgId = (await owner.call('POST', '/v1/organisations', { name: 'Harbour', time_zone: 'UTC' })).body.id;
});
afterAll(async () => {
  leaving.abort();
  await platform.stop();
});

/** Someone who was invited and has come. */
async function member(email: string, role: string): Promise<Person> {
  await owner.call('POST', '/v1/invitations', { email, role });
  const person = await signedInPerson(platform, email);
  const token = await tokenInLetter(platform, email, 'invites you');
  await person.call('POST', '/v1/invitations/accept', { token });
  await person.call('POST', '/v1/me/organisation', { organisation_id: orgId });
  return person;
}

async function signedInAgain({ email }: Person): Promise<Person> {
  const person = createPerson(platform, email);
  await person.call('POST', '/v1/auth/sign-in/email', { email, password: PASSWORD });
  return person;
}

type Ear = { heard: string[]; over: () => boolean };

async function listen(headers: Record<string, string>): Promise<Ear> {
  const response = await fetch(`${platform.api.url}/v1/live`, { headers, signal: leaving.signal });
  expect(response.status).toBe(200);
  const heard: string[] = [];
  let over = false;
  void (async () => {
    const body = response.body as ReadableStream<Uint8Array>;
    for await (const { data } of readServerSentEvents(body)) heard.push([JSON.parse(data).areas].flat().join(' '));
    over = true;
  })().catch(() => {});
  await until(() => heard.length > 0, { what: 'the first word of the stream' });
  return { heard, over: () => over };
}

const cookieOf = ({ cookies }: Person) => ({
  cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
});
const hears = (ear: Ear, words: string) => until(() => ear.heard.includes(words), { what: words, timeoutMs: 3_000 });

test('another member hears of a change within a second, and only of what they may read', async () => {
  const viewer = await listen(cookieOf(await member('viewer@live.test', 'viewer')));
  const admin = await listen(cookieOf(owner));
  expect([viewer.heard[0], admin.heard[0]]).toEqual(['all', 'all']);
  const asked = performance.now();
  await owner.call('POST', '/v1/teams', { name: 'Night shift' });
  await Promise.all([hears(viewer, 'team'), hears(admin, 'team audit')]);
  expect(performance.now() - asked).toBeLessThan(1_000);
  const made = await owner.call(
    'POST',
    '/v1/api-keys',
    { name: 'Till', scopes: ['read'], environment: 'live' },
    {
      'idempotency-key': 'one',
    },
  );
  expect(made.status).toBe(201);
  await hears(admin, 'api_key audit');
  await owner.call('POST', '/v1/teams', { name: 'Day shift' });
  await until(() => viewer.heard.filter((words) => words === 'team').length === 2, { what: 'the second team' });
  expect(viewer.heard.join(' ')).not.toContain('api_key');
});

test('another organisation hears nothing', async () => {
  const stranger = await signedInPerson(platform, 'stranger@live.test');
  await stranger.call('POST', '/v1/organisations', { name: 'Elsewhere', time_zone: 'UTC' });
  const ear = await listen(cookieOf(stranger));
  const own = await listen(cookieOf(owner));
  await owner.call('POST', '/v1/teams', { name: 'Ours alone' });
  await hears(own, 'team audit');
  expect(ear.heard).toEqual(['all']);
});

test('who is removed hears nothing more: the next change ends their stream', async () => {
  const leaver = await member('leaver@live.test', 'admin');
  const ear = await listen(cookieOf(leaver));
  const { user } = (await leaver.call('GET', '/v1/me')).body;
  await owner.call('DELETE', `/v1/members/${user.id}`);
  await until(ear.over, { what: 'the end of the stream', timeoutMs: 3_000 });
  expect(ear.heard).toEqual(['all']);
  expect((await leaver.call('GET', '/v1/live')).status).toBe(403);
});

test('so does the end of a session, and going to work elsewhere', async () => {
  const person = await member('mover@live.test', 'viewer');
  const elsewhere = (await person.call('POST', '/v1/organisations', { name: 'Second', time_zone: 'UTC' })).body.id;
  await person.call('POST', '/v1/me/organisation', { organisation_id: orgId });
  const ear = await listen(cookieOf(person));
  await person.call('POST', '/v1/me/organisation', { organisation_id: elsewhere });
  await owner.call('POST', '/v1/teams', { name: 'Unheard' });
  await until(ear.over, { what: 'the end of the stream', timeoutMs: 3_000 });
  const second = await listen(cookieOf(person));
  const before = cookieOf(person);
  const again = await signedInAgain(person);
  await person.call('POST', '/v1/auth/sign-out');
  await again.call('POST', '/v1/me/organisation', { organisation_id: elsewhere });
  await again.call('POST', '/v1/teams', { name: 'Heard by nobody' });
  await until(second.over, { what: 'the end with the session', timeoutMs: 3_000 });
  expect(second.heard).toEqual(['all']);
  expect((await fetch(`${platform.api.url}/v1/live`, { headers: before })).status).toBe(401);
});

test('a call for another organisation than the session works in is refused, and changes nothing', async () => {
  const shown = (id: string) => ({ 'parley-organisation': id });
  const elsewhere = (await owner.call('POST', '/v1/organisations', { name: 'Annex', time_zone: 'UTC' })).body.id;
  const refused = await owner.call('POST', '/v1/teams', { name: 'Lost' }, shown(orgId));
  expect(refused).toMatchObject({
    status: 409,
    body: { error: { code: 'works_elsewhere', param: 'Parley-Organisation' } },
  });
  expect((await owner.call('GET', '/v1/teams', undefined, shown(orgId))).status).toBe(409);
  expect((await owner.call('GET', '/v1/teams', undefined, shown(elsewhere))).body.data).toEqual([]);
  await owner.call('POST', '/v1/me/organisation', { organisation_id: orgId });
  const { data } = (await owner.call('GET', '/v1/teams', undefined, shown(orgId))).body;
  expect(data.map(({ name }: { name: string }) => name)).not.toContain('Lost');
});
