import { sealEntries } from '@parley/db/audit/seal';
import { withClient } from '@parley/db/postgres/with-client';
import { createTestDatabase, type TestDatabase } from '@parley/testkit/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyChains } from './verify-chains.ts';

let database: TestDatabase;
const ORGS = ['org_a', 'org_b'];

const add = (org: string, ids: string) =>
  `insert into audit_entry (org_id, id, at, actor_kind, actor_id, action, target_kind, target_id)
   select '${org}', 'aud_' || id, now(), 'system', 'x', 'x', 'x', 'x' from unnest('${ids}'::text[]) id`;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.query(
    `insert into organisation (id, name, slug, time_zone, profile, is_demo, created_at)
     select id, id, id, 'UTC', '{}', false, now() from unnest($1::text[]) id`,
    [ORGS],
  );
  await withClient(database.urls.engine, async (client) => {
    for (const org of ORGS) await client.query(add(org, '{1,2,3,4,5}'));
    await sealEntries(client, 100);
    await client.query(add('org_b', '{late}'));
  });
});
afterAll(() => database.drop());

async function verify(only: Partial<Parameters<typeof verifyChains>[0]> = {}) {
  const lines: string[] = [];
  const whole = await verifyChains({
    engineUrl: database.urls.engine,
    key: null,
    orgId: null,
    expect: null,
    say: (line) => lines.push(line),
    ...only,
  });
  return { whole, lines };
}

test('every organisation is verified, and where its record ends is said', async () => {
  const { whole, lines } = await verify();
  expect(whole).toBe(true);
  expect(lines[0]).toMatch(/^org_a: whole; 5 entries in 1 block\. It ends at 1:[0-9a-f]{64}$/);
  expect(lines[1]).toMatch(/^org_b: whole/);
  expect(lines[2]).toMatch(/1 entry not sealed yet, the oldest for /);
  expect(lines.at(-1)).toMatch(/^10 entries of 2 organisations read in /);
});

test('a head kept elsewhere is held against the chain', async () => {
  const { lines } = await verify({ orgId: 'org_a' });
  const hash = lines[0]?.split(':').at(-1) ?? '';
  expect((await verify({ orgId: 'org_a', expect: { number: 1, hash } })).whole).toBe(true);
  const longer = await verify({ orgId: 'org_a', expect: { number: 2, hash } });
  expect(longer.whole).toBe(false);
  expect(longer.lines[0]).toMatch(/^org_a: BROKEN \(truncation\) at block 2\. The chain ends at block 1/);
});

test('an organisation that is not there is not called whole', async () => {
  await expect(verify({ orgId: 'org_c' })).rejects.toThrow('There is no organisation org_c');
});

test('a broken record fails the whole check, and the others are verified all the same', async () => {
  await database.owner.query(
    `begin; alter table audit_entry disable trigger all; alter table audit_entry no force row level security;
     update audit_entry set action = 'y' where org_id = 'org_a' and id = 'aud_3';
     alter table audit_entry enable trigger all; alter table audit_entry force row level security; commit`,
  );
  const { whole, lines } = await verify();
  expect(whole).toBe(false);
  expect(lines[0]).toBe('org_a: BROKEN (edit) at block 1, aud_3. The entry was changed after it was sealed.');
  expect(lines[1]).toMatch(/^org_b: whole/);
});
