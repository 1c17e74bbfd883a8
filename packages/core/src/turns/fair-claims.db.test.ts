import { claimLanes as claimRows } from '@parley/db/hot/claim-lanes';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { from, ORG } from '../testing/lane-kit.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { claimLanes, type LaneClaim, type Wanted } from './claim-lanes.ts';
import { ingestTurn } from './ingest-turn.ts';

let core: TestCore;
let ctx: Ctx;

beforeAll(async () => {
  core = await openTestCore();
  ctx = core.ctx;
});
afterAll(() => core.close());
beforeEach(() => core.forget());

/** Lanes that wait, in organisations of their own: `[3, 1]` is one with three and one with one. */
async function waiting(lanes: readonly number[]): Promise<string[]> {
  const orgs = lanes.map((_, n) => `org_${String(n).padStart(5, '0')}`);
  await core.database.owner.query(
    `with org as (select * from unnest($1::text[], $2::int[]) as o (id, lanes)),
     house as (
       insert into organisation (id, name, slug, time_zone, profile, is_demo, created_at)
       select id, id, id, 'UTC', '{}', false, now() from org on conflict do nothing
     ), a as (
       insert into agent (org_id, id, name, status, current_version_id, created_at)
       select id, 'agt_1', 'Robin', 'active', 'agv_1', now() from org on conflict do nothing
     ), v as (
       insert into agent_version (org_id, id, agent_id, number, spec, digest, created_at)
       select id, 'agv_1', 'agt_1', 1, '{}', 'd', now() from org on conflict do nothing
     ), ch as (
       insert into channel (org_id, id, kind, name, agent_id, allowed_origins, created_at)
       select id, 'chan_' || id, 'web_chat', 'Chat', 'agt_1', '{}', now() from org on conflict do nothing
     ), person as (
       insert into contact (org_id, id, created_at) select id, 'cont_1', now() from org on conflict do nothing
     ), lane as (
       insert into conversation (org_id, id, channel_id, contact_id, agent_id, waiting, head_due_at, created_at, updated_at)
       select id, 'conv_' || n, 'chan_' || id, 'cont_1', 'agt_1', array['turn_' || n], now() - interval '1 minute' + n * interval '1 ms', now(), now()
       from org, generate_series(1, lanes) n
     )
     insert into turn (org_id, id, conversation_id, agent_id, state, created_at)
     select id, 'turn_' || n, 'conv_' || n, 'agt_1', 'ready', now() from org, generate_series(1, lanes) n`,
    [orgs, lanes],
  );
  return orgs;
}

const take = (wanted: Partial<Wanted> & { limit: number }) => claimLanes(ctx, { holder: 'proc_a', ...wanted });

const shares = (claims: readonly LaneClaim[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { orgId } of claims) counts[orgId] = (counts[orgId] ?? 0) + 1;
  return counts;
};

test('one organisation’s flood leaves room for everybody else', async () => {
  const [flood = '', ...others] = await waiting([1_000, 1, 1, 1, 1]);
  const { claims, more } = await take({ limit: 8 });
  expect(shares(claims)).toEqual({ [flood]: 4, ...Object.fromEntries(others.map((org) => [org, 1])) });
  expect(more).toBe(true);
});

test('alone it gets everything, its oldest lanes first', async () => {
  await waiting([20]);
  const { claims } = await take({ limit: 8 });
  expect(claims.map(({ conversationId }) => conversationId).sort()).toEqual(
    Array.from({ length: 8 }, (_, n) => `conv_${n + 1}`),
  );
});

test('what an organisation has running here already counts against it', async () => {
  const [one = '', other = ''] = await waiting([20, 20]);
  const { claims } = await take({ limit: 6, running: { [one]: 4 } });
  expect(shares(claims)).toEqual({ [one]: 1, [other]: 5 });
});

test('more organisations than one claim looks at: it goes on from there, and comes round', async () => {
  const orgs = await waiting(Array.from({ length: LANE_LIMITS.organisationsPerClaim * 2 + 10 }, () => 2));
  const seen = new Set<string>();
  let after = '';
  for (let round = 0; round < 3; round++) {
    const { claims, lastOrg } = await take({ limit: LANE_LIMITS.organisationsPerClaim, after });
    for (const { orgId } of claims) seen.add(orgId);
    after = lastOrg;
  }
  expect(seen.size).toBe(orgs.length);
});

test('many claims at once take every lane once, until nothing is left', async () => {
  const orgs = await waiting([40, 7, 3, 1, 1]);
  const taken: LaneClaim[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      // Who finds others at work looks again, as a ring or the sweep would have it.
      for (let empty = 0; empty < 3; ) {
        const { claims } = await take({ limit: 3, holder: `proc_${n}`, after: orgs[n % orgs.length] as string });
        empty = claims.length === 0 ? empty + 1 : 0;
        taken.push(...claims);
      }
    }),
  );
  expect(taken).toHaveLength(52);
  expect(new Set(taken.map(({ orgId, conversationId }) => `${orgId} ${conversationId}`)).size).toBe(52);
});

test('batch work and what people wait for never take each other’s place', async () => {
  await ingestTurn(ctx, { ...from('v1', 'm1'), class: 'batch' });
  await ingestTurn(ctx, from('v2', 'm1'));
  const [people, batch] = [await take({ limit: 10 }), await take({ limit: 10, class: 'batch' })];
  expect([people.claims.length, batch.claims.length]).toEqual([1, 1]);
  expect(people.claims[0]?.conversationId).not.toBe(batch.claims[0]?.conversationId);
});

test('a flood does not make a claim slower: it fetches the lanes that it takes, and few more', async () => {
  await waiting([5_000, ...Array.from({ length: 200 }, () => 5)]);
  await core.database.owner.query('analyze conversation');
  const client = await core.database.owner.connect();
  await client.query('begin');
  const claims = await claimRows(client, {
    limit: 16,
    leaseMs: LANE_LIMITS.leaseMs,
    holder: 'proc_a',
    class: 'interactive',
    after: '',
    organisations: LANE_LIMITS.organisationsPerClaim,
    running: {},
    allowance: 20_000,
  });
  const { rows } = await client.query<{ fetched: string; scanned: string }>(
    `select idx_tup_fetch as fetched, seq_tup_read as scanned from pg_stat_xact_user_tables where relname = 'conversation'`,
  );
  await client.query('rollback');
  client.release();
  expect(claims.claims).toHaveLength(16);
  // A look at each of 64 organisations, up to four lanes of each, who runs of those that are taken, and what is taken.
  expect(Number(rows[0]?.fetched)).toBeLessThan(64 * 5 + 16 * (10 + 8));
  expect(Number(rows[0]?.scanned)).toBe(0);
});

test('the sample clinic’s lanes are its own', async () => {
  await waiting([3]);
  await ingestTurn(ctx, from('v1', 'm1'));
  const { claims } = await take({ limit: 10 });
  expect(claims.filter(({ orgId }) => orgId === ORG).map(({ channelId }) => channelId)).toEqual([DEMO_IDS.channel]);
});
