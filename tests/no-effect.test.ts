import { request } from 'node:http';
import { contract as promised } from '@parley/shared/contract/all';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, gatherCallers, type House, newId, verdictOn } from './authorisation/callers.ts';
import { ask, idFieldsOf } from './authorisation/requests.ts';
import { stored } from './authorisation/stored.ts';
import { type Platform, startPlatform } from './platform.ts';

const contract: readonly Endpoint[] = promised;

let platform: Platform;
let callers: Caller[];
let mine: House;
let foreign: House;

beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
  ({ callers, mine, foreign } = await gatherCallers(platform));
});
afterAll(() => platform.stop());

const named = ({ method, path }: Endpoint) => `${method.toUpperCase()} ${path}`;
const mayCall = (endpoint: Endpoint) =>
  callers.filter(({ standing }) => verdictOn(standing, endpoint.permission) === 'passes');

/** What decides who someone is and where a row belongs; as our columns and as our code call it. */
const fieldsOfOurs = () => ({
  id: newId('team'),
  orgId: foreign.orgId,
  org_id: foreign.orgId,
  organisation_id: foreign.orgId,
  userId: foreign.ids.user,
  user_id: foreign.ids.user,
  actor: { kind: 'system', id: 'x' },
  role: 'owner',
  scopes: ['admin'],
  plan: 'scale',
  flags: { everything: true },
  is_demo: true,
  isDemo: true,
  emailVerified: true,
  email_verified: true,
  twoFactorEnabled: false,
  created_at: '2020-01-01T00:00:00.000Z',
  createdAt: '2020-01-01T00:00:00.000Z',
  created_by: foreign.ids.user,
  secret_hash: 'x',
  token_hash: 'x',
  fence: 99,
  status: 'active',
  __proto__: { admin: true },
});

type Part = { shape?: Record<string, unknown>; def?: { catchall?: { def?: { type?: string } } } };

/** Every object of a body, however deep, with where it stands. */
function objectsIn(schema: unknown, at = 'body'): Array<{ at: string; object: Part }> {
  const { def, shape } = (schema ?? {}) as { def?: Record<string, unknown>; shape?: Record<string, unknown> };
  if (shape) {
    const inner = Object.entries(shape).flatMap(([name, part]) => objectsIn(part, `${at}.${name}`));
    return [{ at, object: schema as Part }, ...inner];
  }
  const parts = [def?.innerType, def?.element, def?.in, ...((def?.options as unknown[]) ?? [])].filter(Boolean);
  return parts.flatMap((part) => objectsIn(part, at));
}

describe('a body holds what the contract names, and nothing else', () => {
  const bodies = contract.filter(({ body }) => body).map((endpoint) => [named(endpoint), endpoint] as const);

  test.each(bodies)('%s', async (_, endpoint) => {
    const extras = fieldsOfOurs();
    for (const { at, object } of objectsIn(endpoint.body)) {
      // Refused by name, or never handed on: in no case does it reach a verb.
      const rest = object.def?.catchall?.def?.type;
      expect(rest === undefined || rest === 'never', `${at} takes what it does not know`).toBe(true);
    }
    const before = await stored(platform);
    const params = Object.fromEntries(
      Object.entries(idFieldsOf(endpoint.params)).map(([name, kind]) => [name, mine.ids[kind] ?? newId(kind)]),
    );
    for (const caller of mayCall(endpoint)) {
      const { status } = await ask(platform.api.url, endpoint, caller, { params, body: extras });
      expect([400, 403], caller.name).toContain(status);
    }
    expect(await stored(platform)).toEqual(before);
  });
});

type Plain = { status: number; body: string };

/** As it is written: `fetch` would set its own Host. */
const plainly = (path: string, headers: Record<string, string>, method = 'GET'): Promise<Plain> =>
  new Promise((resolve, reject) => {
    const asked = request(platform.api.url + path, { method, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      // A stream is left as soon as it has begun.
      if (answer.headers['content-type']?.startsWith('text/event-stream')) {
        resolve({ status: answer.statusCode ?? 0, body: '' });
        asked.destroy();
      }
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: timeless(body) }));
    });
    asked.on('error', reject).end();
  });

/** Without what differs from one call to the next. */
const timeless = (body: string): string =>
  body.replace(
    /"(request_id|last_used_at|at|now|started_at|uptime_ms|heartbeat_at|beat_at)":("[^"]*"|[\d.]+|null)/g,
    '',
  );

const TRICKS: Record<string, Record<string, string>> = {
  'another method': {
    'X-HTTP-Method-Override': 'DELETE',
    'X-HTTP-Method': 'POST',
    'X-Method-Override': 'PATCH',
  },
  'another address': { 'X-Original-URL': '/v1/teams', 'X-Rewrite-URL': '/v1/api-keys', 'X-Forwarded-Prefix': '/v1' },
  'another host': {
    Host: 'evil.example',
    'X-Forwarded-Host': 'evil.example',
    Forwarded: 'host=evil.example;proto=https',
  },
  'another place': { 'X-Forwarded-For': '127.0.0.1', 'X-Real-IP': '10.0.0.1', 'X-Forwarded-Proto': 'https' },
  'another person': {
    'X-Forwarded-User': 'owner',
    'X-Org-Id': 'org_x',
    'X-Parley-Role': 'owner',
    'X-User-Id': 'usr_x',
  },
};

const READS_WHAT_WAS_SAID = new Set(['listConversationLines', 'readRun']);

describe('a GET changes nothing', () => {
  const gets = contract
    .filter(({ method }) => method === 'get')
    .map((endpoint) => [named(endpoint), endpoint] as const);

  test.each(gets)('%s, with ids that are there, whatever headers and query claim', async (_, endpoint) => {
    // Taking the record along is recorded, as it should be, and so is reading what was said.
    const isRecorded = endpoint.id.startsWith('export');
    const butFor =
      isRecorded || READS_WHAT_WAS_SAID.has(endpoint.id) ? ['audit_entry', 'audit_detail', 'audit_unsealed'] : [];
    const path = endpoint.path.replace(/:(\w+)/g, (__, name: string) => {
      const kind = idFieldsOf(endpoint.params)[name];
      return (kind && mine.ids[kind]) ?? 'google';
    });
    const known = Object.keys(((endpoint.query ?? {}) as Part).shape ?? {});
    const claims = Object.entries({ org_id: foreign.orgId, orgId: foreign.orgId, _method: 'DELETE', as: 'owner' });
    const search = new URLSearchParams(claims.filter(([name]) => !known.includes(name)));
    const before = await stored(platform, { butFor });
    const asked = mayCall(endpoint).filter(({ name }) => /^(anonymous|a visitor|owner|viewer|a key: read)/.test(name));
    expect(asked.length).toBeGreaterThan(0);
    for (const { name, headers } of asked) {
      const plain = await plainly(path, headers);
      expect(plain.status, name).toBeLessThan(500);
      for (const [trick, more] of Object.entries(TRICKS)) {
        const tricked = await plainly(`${path}?${search}`, { ...headers, ...more });
        expect(isRecorded ? tricked.status : tricked, `${name}: ${trick}`).toEqual(isRecorded ? plain.status : plain);
      }
    }
    expect(await stored(platform, { butFor })).toEqual(before);
  });
});

test('a host that a client names makes a page none of ours', async () => {
  const owner = callers.find(({ name }) => name === 'owner') as Caller;
  const headers = { ...owner.headers, Origin: 'http://evil.example', Host: 'evil.example' };
  const { status, body } = await plainly('/v1/auth/sign-out', headers, 'POST');
  expect([status, body]).toEqual([403, expect.stringContaining('foreign_page')]);
});
