import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Person, type Reply, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
let owner: Person;

beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
  owner = await signedInPerson(platform, 'ada@people.test');
  const made = await owner.call('POST', '/v1/organisations', { name: 'Keys Ltd', time_zone: 'UTC' });
  expect(made.status).toBe(201);
});
afterAll(() => platform.stop());

const NEW_KEY = { name: 'Import', scopes: ['read'] };

const createKey = (key: string | null, body: object = NEW_KEY) =>
  owner.call('POST', '/v1/api-keys', body, key === null ? {} : { 'Idempotency-Key': key });

async function callAs(secret: string, path: string, init: RequestInit = {}): Promise<Reply> {
  const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
  const response = await fetch(platform.api.url + path, { ...init, headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Refused for its body, once it has got that far. */
const postAs = (secret: string, path: string) => callAs(secret, path, { method: 'POST', body: '{}' });

const keysNamed = async (name: string): Promise<number> => {
  const { body } = await owner.call('GET', '/v1/api-keys?limit=100');
  return body.data.filter((key: { name: string }) => key.name === name).length;
};

test('a key is made, calls, is listed with its use, and ends', async () => {
  const made = await createKey(randomUUID());
  expect(made.status).toBe(201);
  const { id, secret, hint } = made.body;
  expect(secret.endsWith(hint)).toBe(true);

  expect(await callAs(secret, '/v1/organisation')).toMatchObject({ status: 200, body: { name: 'Keys Ltd' } });
  expect((await callAs(secret, '/v1/api-keys')).status).toBe(403);
  const listed = await owner.call('GET', '/v1/api-keys');
  expect(listed.body.data[0]).toMatchObject({ id, hint, last_used_at: expect.any(String) });
  expect(JSON.stringify(listed.body)).not.toContain(secret);

  const ended = await owner.call('DELETE', `/v1/api-keys/${id}`);
  expect(ended).toMatchObject({ status: 200, body: { id, revoked_at: expect.any(String) } });
  expect(await callAs(secret, '/v1/organisation')).toMatchObject({
    status: 401,
    body: { error: { code: 'api_key_invalid' } },
  });
});

describe('a POST that is sent again', () => {
  test('gets the answer of the first time, without the secret, and makes nothing', async () => {
    const key = randomUUID();
    const body = { ...NEW_KEY, name: 'Twice' };
    const first = await createKey(key, body);
    const second = await createKey(key, body);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.status).toBe(201);
    expect(second.body).toEqual({ ...first.body, secret: null });
    expect(await keysNamed('Twice')).toBe(1);
    const { rows } = await platform.database.owner.query('select response::text from idempotency_key');
    expect(JSON.stringify(rows)).not.toContain(first.body.secret);
  });

  test('ten at once make one', async () => {
    const key = randomUUID();
    const replies = await Promise.all(Array.from({ length: 10 }, () => createKey(key, { ...NEW_KEY, name: 'Race' })));
    expect(replies.filter(({ body }) => typeof body.secret === 'string')).toHaveLength(1);
    for (const { status, headers } of replies.filter(({ status }) => status !== 201)) {
      expect([status, headers.get('retry-after')]).toEqual([409, '1']);
    }
    expect(await keysNamed('Race')).toBe(1);
  });

  test('with another body is refused; without a key, or with an unusable one, too', async () => {
    const key = randomUUID();
    await createKey(key, { ...NEW_KEY, name: 'Once' });
    expect(await createKey(key, { ...NEW_KEY, name: 'Other' })).toMatchObject({
      status: 422,
      body: { error: { code: 'idempotency_key_reused' } },
    });
    for (const unusable of [null, '', 'with space', 'x'.repeat(256)]) {
      expect(await createKey(unusable)).toMatchObject({ status: 400, body: { error: { param: 'Idempotency-Key' } } });
    }
    expect(await keysNamed('Other')).toBe(0);
  });

  test('after a refusal may be mended under the same key', async () => {
    const key = randomUUID();
    const past = { ...NEW_KEY, expires_at: '2020-01-01T00:00:00.000Z' };
    expect((await createKey(key, past)).status).toBe(400);
    expect((await createKey(key)).status).toBe(201);
  });
});

describe('limits', () => {
  // More are sent than the quota, by more than what a minute that turns meanwhile gives back.
  test('each answer says what is left, and what is too much is refused with when to come back', async () => {
    const admin = async () => (await createKey(randomUUID(), { name: 'Admin', scopes: ['admin'] })).body.secret;
    const [busy, other] = [await admin(), await admin()];
    const first = await postAs(busy, '/v1/teams');
    expect(first.status).toBe(400);
    expect(first.headers.get('ratelimit-policy')).toBe('"api_key";q=120;w=60, "organisation";q=12000;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"api_key";r=119;t=\d+, "organisation";r=\d+;t=\d+$/);
    const replies = await Promise.all(Array.from({ length: 200 }, () => postAs(busy, '/v1/teams')));
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(40);
    for (const { headers, body } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(body.error.type).toBe('rate_limited');
    }
    expect((await callAs(busy, '/v1/teams')).status).toBe(200);
    expect((await postAs(other, '/v1/teams')).status).toBe(400);
  });

  const post = (path: string, body: object) =>
    fetch(platform.api.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: platform.api.url },
      body: JSON.stringify(body),
    }).then(({ status }) => status);

  test('strangers are limited where a chat begins', async () => {
    const statuses = await Promise.all(Array.from({ length: 800 }, () => post('/v1/chat/sessions', {})));
    expect(statuses.filter((status) => status === 400).length).toBeGreaterThanOrEqual(600);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(100);
  });

  test('one account’s password is tried ten times a minute, however the address is written', async () => {
    const guess = (email: string) => post('/v1/auth/sign-in/email', { email, password: 'not this one either' });
    for (let i = 0; i < 10; i++) await guess(i % 2 ? 'grace@people.test' : 'Grace@People.Test');
    expect(await guess('grace@people.test')).toBe(429);
    expect(await guess('linus@people.test')).toBe(401);
  });
});
