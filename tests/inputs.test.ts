import { contract } from '@parley/shared/contract/all';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import { problemSchema } from '@parley/shared/contract/problem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGE, type Platform, startPlatform } from './platform.ts';
import { type Visitor, visit } from './visitor.ts';

let platform: Platform;
let visitor: Visitor;

beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
  visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
});
afterAll(() => platform.stop());

const HOSTILE_BODIES: Array<[name: string, body: string]> = [
  ['no JSON', '{"id": '],
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['a number', '1e999'],
  ['wrong types', '{"id": {}, "text": [], "channel": 7, "token": true}'],
  ['a poisoned prototype', '{"__proto__": {"id": "x"}, "constructor": {"prototype": {}}}'],
  ['a NUL byte', '{"id": "a", "text": "a\\u0000b", "channel": "\\u0000"}'],
  ['half a surrogate', '{"id": "a", "text": "\\ud800", "channel": "\\ud800"}'],
  ['deep nesting', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ['ten MiB', `{"text": "${'x'.repeat(10 * 1024 * 1024)}"}`],
];

async function problemAt(url: string, init: RequestInit): Promise<number> {
  const response = await fetch(url, init);
  const problem = problemSchema.parse(await response.json());
  expect(problem.error.message).not.toBe('');
  expect(response.headers.get('request-id')).toBe(problem.error.request_id);
  return response.status;
}

const headers = () => ({ Authorization: `Bearer ${visitor.token}`, Origin: PAGE, 'Content-Type': 'application/json' });
const endpoints: readonly Endpoint[] = contract;
const posts = endpoints.filter(({ method }) => method === 'post');
const gets = endpoints.filter(({ method }) => method === 'get');

for (const [name, body] of HOSTILE_BODIES) {
  test.each(posts.map(({ path }) => path))(`POST %s survives ${name}`, async (path) => {
    const status = await problemAt(platform.api.url + path, { method: 'POST', headers: headers(), body });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
}

// Who calls comes first: what needs a signed-in person or a key is tried in the tests of those.
const ours = posts.filter(({ permission, body }) => body && (permission === 'public' || permission === 'visitor'));

test.each(ours.map(({ path }) => path))('POST %s wants JSON', async (path) => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin-9']) {
    const init = { method: 'POST', headers: { ...headers(), 'Content-Type': type }, body: '{"id":"a","text":"b"}' };
    expect(await problemAt(platform.api.url + path, init)).toBe(400);
  }
});

test.each([
  ['limit', 'abc'],
  ['limit', '-1'],
  ['limit', '1e9'],
  ['limit', '101'],
  ['after', 'not-a-cursor'],
  ['after', '9'.repeat(64)],
  ['after', '%00'],
])('?%s=%s is refused and named', async (param, value) => {
  const response = await fetch(`${platform.api.url}/v1/chat/messages?${param}=${value}`, { headers: headers() });
  expect(response.status).toBe(400);
  expect(problemSchema.parse(await response.json()).error.param).toBe(param);
});

test.each(gets.filter(({ permission }) => permission === 'visitor').map(({ path }) => path))(
  'GET %s without, with a wrong and with another page’s token is refused alike',
  async (path) => {
    const answers = await Promise.all(
      [{}, { Authorization: 'Bearer nonsense' }, { ...headers(), Origin: 'https://evil.example' }].map(
        async (given) => {
          const response = await fetch(platform.api.url + path, { headers: given });
          const { code, message } = problemSchema.parse(await response.json()).error;
          return { status: response.status, code, message };
        },
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
  },
);

test('a session is refused alike for an unknown channel, a page that is not listed, and no page', async () => {
  const ask = (channel: string, origin?: string) =>
    fetch(`${platform.api.url}/v1/chat/sessions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(origin && { Origin: origin }) },
      body: JSON.stringify({ channel }),
    }).then((response) => response.status);
  const unknown = `chan_01k9${'0'.repeat(22)}`;
  expect(
    await Promise.all([ask(unknown, PAGE), ask(platform.channelId, 'https://evil.example'), ask(platform.channelId)]),
  ).toEqual([403, 403, 403]);
});

test('an earlier token goes on as the same visitor; another channel’s or a forged one begins anew', async () => {
  const open = async (token?: string) => {
    const { client } = visitor;
    return (await client.openChatSession({ body: { channel: platform.channelId, token } })).token;
  };
  const claimsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as string[];
  expect(claimsOf(await open(visitor.token))[2]).toBe(claimsOf(visitor.token)[2]);
  expect(claimsOf(await open(`${visitor.token.slice(0, -4)}AAAA`))[2]).not.toBe(claimsOf(visitor.token)[2]);
});

test('unknown paths and methods are told so', async () => {
  expect(await problemAt(`${platform.api.url}/v1/nothing`, {})).toBe(404);
  expect(await problemAt(`${platform.api.url}/v1/status`, { method: 'DELETE' })).toBe(404);
  expect(await problemAt(`${platform.api.url}/v1/%E0%A4%A`, {})).toBeLessThan(500);
});

test('the reference is served by us and asks no other host', async () => {
  const page = await fetch(`${platform.api.url}/docs`);
  const html = await page.text();
  expect(html).not.toMatch(/https?:\/\//);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const document = (await (await fetch(`${platform.api.url}/v1/openapi.json`)).json()) as {
    openapi: string;
    paths: object;
  };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual([
    ...new Set(contract.map(({ path }) => path.replace(/:(\w+)/g, '{$1}'))),
  ]);
});

test('only these endpoints need no caller', () => {
  expect(contract.filter(({ permission }) => permission === 'public').map(({ id }) => id)).toEqual([
    'openChatSession',
    'readStatus',
    'signUp',
    'signIn',
    'listSignInProviders',
    'beginProviderSignIn',
    'returnFromProvider',
    'finishProviderSignIn',
    'signOut',
    'getSession',
    'sendVerificationEmail',
    'verifyEmail',
    'requestPasswordReset',
    'resetPassword',
    'verifyTotp',
    'verifyBackupCode',
    'readLogo',
  ]);
});
