import { createLogger } from '@parley/telemetry/logger';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';

const WEB_TOKEN = 'shown-by-web-in-these-tests-0123456789';

let platform: Platform;
const logged: Array<Record<string, unknown>> = [];

beforeAll(async () => {
  const log = createLogger({
    service: 'api',
    level: 'info',
    destination: { write: (line: string) => void logged.push(JSON.parse(line)) },
  });
  platform = await startPlatform({ workers: 0, log, env: { PARLEY_WEB_TOKEN: WEB_TOKEN } });
});
afterAll(() => platform.stop());

type Headers = Record<string, string>;

const post = (url: string, path: string, body: unknown, headers: Headers = {}) =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const guess = async (url: string, email: string) =>
  (await post(url, '/v1/auth/sign-in/email', { email, password: 'not this one either' })).status;

const left = (response: Response, policy: string): number =>
  Number(new RegExp(`"${policy}";r=(\\d+)`).exec(response.headers.get('ratelimit') ?? '')?.[1]);

describe('two processes of the api', () => {
  test('share a limit: what one has counted, the other holds against the caller', async () => {
    const other = await platform.startApi();
    const email = 'shared@people.test';
    for (let i = 0; i < 8; i++) expect(await guess(platform.api.url, email)).toBe(401);
    let passed = 0;
    await until(
      async () => {
        const status = await guess(other.url, email);
        if (status === 401) passed += 1;
        return status === 429;
      },
      // Slower than counts are told, so that also on a busy machine it hears before its own ten are used up.
      { what: 'the other process refuses too', everyMs: 150 },
    );
    expect(passed).toBeLessThan(10);
    const { rows } = await platform.database.owner.query<{ key: string }>('select key from call_count');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/people|signIn|127/);
  });

  test('limit by what they know while the store is away, keep nobody waiting, say it once, and share again', async () => {
    const failures = () => logged.filter(({ msg, level }) => level === 'error' && /sweep failed/.test(String(msg)));
    const again = () => logged.filter(({ msg }) => msg === 'sweeping again');
    const before = failures().length;
    await platform.database.owner.query('alter table call_count rename to call_count_away');
    for (let i = 0; i < 10; i++) expect(await guess(platform.api.url, 'away@people.test')).toBe(401);
    expect(await guess(platform.api.url, 'away@people.test')).toBe(429);
    await until(() => failures().length > before, { what: 'the log says that limits are not shared' });
    await platform.database.owner.query('alter table call_count_away rename to call_count');
    await until(() => again().length > 0, { what: 'the log says that they are shared again' });
    expect(failures().length).toBe(before + 1);
    const other = await platform.startApi();
    await until(async () => (await guess(other.url, 'away@people.test')) === 429, { what: 'what was counted is told' });
  });
});

describe('what a limit is counted by', () => {
  const strangerAt = (headers: Headers) => fetch(`${platform.api.url}/v1/status`, { headers });

  test.each<[string, Headers]>([
    ['X-Forwarded-For', { 'X-Forwarded-For': '203.0.113.50' }],
    ['a list of them', { 'X-Forwarded-For': '203.0.113.51, 10.0.0.1, 127.0.0.1' }],
    ['Forwarded', { Forwarded: 'for=203.0.113.52;proto=https' }],
    ['X-Real-IP', { 'X-Real-IP': '203.0.113.53' }],
    ['CDN headers', { 'CF-Connecting-IP': '203.0.113.54', 'True-Client-IP': '203.0.113.54' }],
    ['a guessed token', { 'X-Parley-Web': 'a guess', 'X-Forwarded-For': '203.0.113.55' }],
  ])('%s of a client moves nothing', async (_, headers) => {
    const plain = left(await strangerAt({}), 'address');
    expect(left(await strangerAt(headers), 'address')).toBe(plain - 1);
  });

  test('who comes through web counts for themselves', async () => {
    const through = (address: string) => strangerAt({ 'X-Parley-Web': WEB_TOKEN, 'X-Forwarded-For': address });
    const [ada, grace] = [await through('203.0.113.60'), await through('203.0.113.61')];
    expect([left(ada, 'address'), left(grace, 'address')]).toEqual([599, 599]);
    // Written before web by the client itself.
    expect(left(await through('1.2.3.4, 203.0.113.60'), 'address')).toBe(598);
  });

  test('a load balancer’s word counts where it is configured, and a range of everybody is none', async () => {
    const behind = await platform.startApi({ PARLEY_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' });
    const ask = (forwarded: string) => fetch(`${behind.url}/v1/status`, { headers: { 'X-Forwarded-For': forwarded } });
    expect(left(await ask('203.0.113.70'), 'address')).toBe(599);
    expect(left(await ask('9.9.9.9, 203.0.113.70, 10.3.3.3'), 'address')).toBe(598);
    await expect(platform.startApi({ PARLEY_TRUSTED_PROXIES: '0.0.0.0/0' })).rejects.toThrow(/PARLEY_TRUSTED_PROXIES/);
  });

  test('the record keeps the true address too', async () => {
    const ada = await signedInPerson(platform, 'ada@people.test');
    await ada.call(
      'POST',
      '/v1/organisations',
      { name: 'Quay', time_zone: 'UTC' },
      { 'X-Parley-Web': WEB_TOKEN, 'X-Forwarded-For': '1.2.3.4, 203.0.113.80' },
    );
    const entry = await until(
      async () =>
        (
          await platform.database.owner.query<{ detail: { address?: string } }>(
            `select d.detail from audit_entry e join audit_detail d on (d.org_id, d.entry_id) = (e.org_id, e.id)
             where e.action = 'organisation.created'`,
          )
        ).rows[0],
      { what: 'the entry of the new organisation' },
    );
    expect(JSON.stringify(entry.detail)).toContain('203.0.113.80');
    expect(JSON.stringify(entry.detail)).not.toContain('1.2.3.4');
  });
});

test('whoever tries keys is limited by where they are', async () => {
  const headers = { Authorization: 'Bearer parley_live_nonsense' };
  const first = await fetch(`${platform.api.url}/v1/teams`, { headers });
  expect(first.status).toBe(401);
  expect(left(first, 'address')).toBeGreaterThan(0);
  const all = await Promise.all(Array.from({ length: 700 }, () => fetch(`${platform.api.url}/v1/teams`, { headers })));
  expect(all.some(({ status }) => status === 429)).toBe(true);
});

test('who is over a limit is refused before the body is read', async () => {
  const big = `{"x": "${'x'.repeat(10 * 1024 * 1024)}"}`;
  const answers = await Promise.all(
    Array.from({ length: 800 }, () => post(platform.api.url, '/v1/auth/sign-out', '{}').then(({ status }) => status)),
  );
  expect(answers).toContain(429);
  expect((await post(platform.api.url, '/v1/auth/sign-out', big)).status).toBe(429);
});
