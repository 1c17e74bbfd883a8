import { randomBytes } from 'node:crypto';
import { createPool, type Pool } from '@parley/db/pools';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { authenticateKey } from './authenticate-key.ts';
import { createKey, type NewKey } from './create-key.ts';
import { makeKeySecret } from './key-secret.ts';
import { listKeys } from './list-keys.ts';
import { revokeKey } from './revoke-key.ts';

let core: TestCore;
let lookup: Pool;

const as: As = {
  orgId: DEMO_IDS.organisation,
  actor: { kind: 'user', id: 'usr_ada' },
  requestId: 'req_1',
  address: '203.0.113.7',
};
const stranger: As = { ...as, orgId: 'org_other' };

const create = (input: Partial<NewKey> = {}, by = as) =>
  createKey(core.ctx, by, {
    name: 'Nightly import',
    scopes: ['read'],
    environment: 'live',
    expiresAt: null,
    randomBytes,
    ...input,
  });

const inAnHour = () => new Date(Date.now() + 3_600_000);

beforeAll(async () => {
  core = await openTestCore();
  lookup = createPool({ url: core.database.urls.auth, max: 8, name: 'test', onError: () => {} });
  await core.database.owner.query(
    `insert into organisation (id, name, slug, is_demo, time_zone, profile, created_at)
     values ('org_other', 'Other', 'other', false, 'UTC', '{}', now())`,
  );
});
afterAll(async () => {
  await lookup.end();
  await core.close();
});

async function ofTheKey<Row>(sql: string, id: string): Promise<Row[]> {
  const { rows } = await core.database.owner.query(sql, [id]);
  return rows as Row[];
}

const entriesAbout = (id: string) =>
  ofTheKey<{ action: string; actor_id: string; after: object; detail: object }>(
    `select action, actor_id, after, detail from audit_entry e
     join audit_detail d on d.org_id = e.org_id and d.entry_id = e.id where target_id = $1 order by e.id`,
    id,
  );

test('a key opens its organisation with its scopes, and is nowhere kept in the clear', async () => {
  const { secret, ...key } = await create({ scopes: ['read', 'ingest:write', 'read'], environment: 'test' });
  expect(await authenticateKey(lookup, secret)).toEqual({
    id: key.id,
    orgId: as.orgId,
    scopes: ['ingest:write', 'read'],
    environment: 'test',
  });
  expect(key).toMatchObject({ hint: secret.slice(-4), created_by: 'usr_ada', last_used_at: null, revoked_at: null });
  const stored = await ofTheKey<object>('select * from api_key where id = $1', key.id);
  expect(JSON.stringify([stored, await entriesAbout(key.id)])).not.toContain(secret.slice(0, -4));
});

test('what is no key is refused without the database', async () => {
  const asked: unknown[] = [];
  const watched = { query: (...args: unknown[]) => asked.push(args) } as unknown as Pool;
  const { secret } = await create();
  for (const typo of ['', 'parley_live_', secret.slice(0, -1), `${secret}x`, secret.replace('live', 'test')]) {
    expect(await authenticateKey(watched, typo)).toBeNull();
  }
  expect(asked).toEqual([]);
});

test('unknown, expired and revoked keys are the same nothing, after the same one statement', async () => {
  const revoked = await create();
  await revokeKey(core.ctx, as, revoked.id);
  const expired = await create({ expiresAt: inAnHour() });
  expect(await authenticateKey(lookup, expired.secret)).not.toBeNull();
  await moveDatabaseClock(core.database.owner, 3_600_001);
  const asked: string[] = [];
  const watched = {
    query: (wanted: { text: string }) => {
      asked.push(wanted.text);
      return lookup.query(wanted);
    },
  } as unknown as Pool;
  const unknown = makeKeySecret('live', randomBytes);
  for (const secret of [unknown, expired.secret, revoked.secret]) {
    expect(await authenticateKey(watched, secret)).toBeNull();
  }
  expect(asked.length).toBe(3);
  expect(new Set(asked).size).toBe(1);
});

test('the use of a key is written at most once a minute, however many use it at once', async () => {
  const { id, secret } = await create();
  const versions = () =>
    ofTheKey<{ version: string; at: Date }>(
      'select xmin::text as version, last_used_at as at from api_key where id = $1',
      id,
    );
  const useOften = () => Promise.all(Array.from({ length: 40 }, () => authenticateKey(lookup, secret)));
  expect((await useOften()).every((key) => key?.id === id)).toBe(true);
  const [first] = await versions();
  expect(first?.at).not.toBeNull();
  await useOften();
  expect(await versions()).toEqual([first]);
  await moveDatabaseClock(core.database.owner, 60_001);
  await useOften();
  expect((await versions())[0]?.at.getTime()).toBeGreaterThan(first?.at.getTime() ?? Number.NaN);
});

test('a key that somebody else is writing still opens, at once', async () => {
  const { id, secret } = await create();
  const writer = await core.database.owner.connect();
  await writer.query('begin');
  await writer.query(`update api_key set name = 'Renamed' where id = $1`, [id]);
  expect((await authenticateKey(lookup, secret))?.id).toBe(id);
  await writer.query('rollback');
  writer.release();
});

test('making and revoking are recorded once each, with who and what', async () => {
  const { id } = await create({ scopes: ['admin'] });
  const ended = await Promise.all([revokeKey(core.ctx, as, id), revokeKey(core.ctx, as, id)]);
  expect(ended[0]?.revoked_at).toBe(ended[1]?.revoked_at);
  expect(await entriesAbout(id)).toEqual([
    {
      action: 'api_key.created',
      actor_id: 'usr_ada',
      after: { scopes: ['admin'], environment: 'live', expires_at: null },
      detail: { name: 'Nightly import', address: '203.0.113.7' },
    },
    {
      action: 'api_key.revoked',
      actor_id: 'usr_ada',
      after: { revoked_at: ended[0]?.revoked_at },
      detail: { name: 'Nightly import', address: '203.0.113.7' },
    },
  ]);
});

test('another organisation’s key is revoked as little as one that never was', async () => {
  const mine = await create();
  const refusals = await Promise.all(
    [mine.id, core.ctx.newId('apiKey')].map((id) =>
      revokeKey(core.ctx, stranger, id).catch((error) => ({ ...error, message: error.message })),
    ),
  );
  expect(refusals[0]).toEqual(refusals[1]);
  expect(refusals[0]).toMatchObject({ type: 'not_found', code: 'no_such_key' });
  expect((await authenticateKey(lookup, mine.secret))?.id).toBe(mine.id);
});

test('a key that would be born expired is refused', async () => {
  await expect(create({ expiresAt: new Date(Date.now() - 1) })).rejects.toMatchObject({ param: 'expires_at' });
});

test('the list is read in pages, newest first, of one organisation, and shows no secret', async () => {
  const made = [];
  for (let i = 0; i < 5; i++) made.push(await create({ name: `Key ${i}` }, stranger));
  await create();
  const seen = [];
  let after: string | undefined;
  do {
    const page = await listKeys(core.ctx, stranger, { limit: 2, starting_after: after });
    expect(page.has_more).toBe(page.next_cursor !== null);
    seen.push(...page.data);
    after = page.next_cursor ?? undefined;
  } while (after !== undefined);
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(made.map(({ id }) => id)));
  expect(seen).toHaveLength(5);
  expect(seen.map(({ id }) => id)).toEqual(
    seen
      .map(({ id }) => id)
      .sort()
      .reverse(),
  );
  expect(JSON.stringify(seen)).not.toContain('secret');
  await expect(listKeys(core.ctx, as, { limit: 2, starting_after: 'not a cursor' })).rejects.toMatchObject({
    param: 'starting_after',
  });
});
