import { verifyAudit } from '@parley/core/audit/verify';
import { withClient } from '@parley/db/postgres/with-client';
import { createLogger } from '@parley/telemetry/logger';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
let owner: Person;
let orgId: string;
let key: string;
const log: Record<string, unknown>[] = [];

beforeAll(async () => {
  const destination = { write: (line: string) => log.push(JSON.parse(line)) };
  platform = await startPlatform({ log: createLogger({ service: 'worker', level: 'info', destination }) });
  owner = await signedInPerson(platform, 'ada@record.test', '=Ada');
  orgId = (await owner.call('POST', '/v1/organisations', { name: 'Record Ltd', time_zone: 'UTC' })).body.id;
  await owner.call('PATCH', '/v1/organisation/plan', { plan: 'growth' });
  const made = await owner.call(
    'POST',
    '/v1/api-keys',
    { name: 'Auditor', scopes: ['admin'] },
    { 'Idempotency-Key': crypto.randomUUID() },
  );
  key = made.body.secret;
});
afterAll(() => platform.stop());

const exported = (query: string) =>
  fetch(`${platform.api.url}/v1/audit/export${query}`, { headers: { Authorization: `Bearer ${key}` } });

/** The last head of our chain that a worker has written to its log. */
const headInLog = () => log.findLast((line) => line.msg === 'audit.sealed' && line.org_id === orgId);

test('what people do is recorded, read back by name, and sealed by the worker within its sweep', async () => {
  const { data } = (await owner.call('GET', '/v1/audit')).body;
  expect(data[0]).toMatchObject({
    action: 'api_key.created',
    actor: { kind: 'user', name: '=Ada' },
    request_id: expect.stringMatching(/^req_/),
  });
  expect(JSON.stringify(data)).not.toContain(key);
  const sealed = () =>
    owner.call('GET', '/v1/audit').then(({ body }) => body.data.every((entry: { sealed: boolean }) => entry.sealed));
  await until(sealed, { what: 'all of it is sealed' });
  expect(await until(headInLog, { what: 'the head stands in the log' })).toMatchObject({
    number: expect.any(Number),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('the record goes out as JSONL and as CSV, and the head that goes with it verifies', async () => {
  const jsonl = await exported('');
  expect(jsonl.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  expect(jsonl.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-.*\.jsonl"$/);
  const [newest] = (await jsonl.text()).split('\n');
  expect(JSON.parse(newest ?? '')).toMatchObject({
    action: 'audit.exported',
    actor: { kind: 'api_key', name: 'Auditor' },
  });

  const csv = await exported('?format=csv&action=api_key');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const text = await csv.text();
  expect(text.trimEnd().split('\r\n')).toHaveLength(2);
  expect(text).toContain(`"'=Ada"`);

  const [number, hash = ''] = (csv.headers.get('parley-audit-head') ?? '').split(':');
  const report = await withClient(platform.database.urls.engine, (client) =>
    verifyAudit(client, { orgId, key: null, expect: { number: Number(number), hash } }),
  );
  expect(report.finding).toBeNull();
});

test('what is not understood is refused before anything is sent or recorded', async () => {
  for (const query of ['?format=xlsx', '?from=yesterday']) expect((await exported(query)).status).toBe(400);
  const refused = await owner.call('GET', '/v1/audit?starting_after=nonsense');
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_cursor' } } });
});
