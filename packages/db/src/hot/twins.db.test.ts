import { readdirSync } from 'node:fs';
import { createTestDatabase, type TestDatabase } from '@parley/testkit/database';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimLanes } from './claim-lanes.ts';
import { foldCosts } from './fold-costs.ts';
import { type IngestRow, type IngestRules, ingestTurns } from './ingest-turn.ts';
import { giveBackLanes, renewLeases } from './leases.ts';
import { leaveRun } from './leave-run.ts';
import { readModelPrices } from './model-prices.ts';
import { openIncident } from './open-incident.ts';
import { readFrames } from './read-frame.ts';
import { readJournal } from './read-journal.ts';
import { recordDiscarded } from './record-discarded.ts';
import { retryTurn } from './retry-turn.ts';
import { searchMessages } from './search-messages.ts';
import { searchTurns } from './search-turns.ts';
import { type Settlement, settleTurns } from './settle-turn.ts';
import { returnAllowance, takeAllowance } from './take-allowance.ts';

/*
 * The engine's role sees all organisations, so nothing but the statements keeps them apart. Two organisations whose rows
 * carry the very same ids: what is done to the one must leave the other as it was, to the last column.
 */

const ORGS = ['org_a', 'org_b'] as const;
type Org = (typeof ORGS)[number];

let database: TestDatabase;
/** One connection, in a transaction that each test takes back: the statements' as the engine's role, ours as the owner. */
let engine: pg.Client;

async function asOwner(sql: string, values: unknown[] = []): Promise<Array<Record<string, unknown>>> {
  await engine.query('reset role');
  const { rows } = await engine.query(sql, values);
  await engine.query('set role parley_engine');
  return rows;
}

beforeAll(async () => {
  database = await createTestDatabase();
  engine = new pg.Client({ connectionString: database.urls.owner });
  await engine.connect();
});
afterAll(async () => {
  await engine.end();
  await database.drop();
});

beforeEach(async () => {
  await engine.query('begin');
  for (const org of ORGS) {
    await asOwner(`
      insert into organisation (id, name, slug, is_demo, time_zone, profile, created_at) values ('${org}', '${org}', '${org}', false, 'UTC', '{}', now());
      insert into agent values ('${org}', 'agt_1', 'Agent of ${org}', 'active', 'agv_1', now());
      insert into agent_version values ('${org}', 'agv_1', 'agt_1', 1, '{}', 'd', now());
      insert into channel values ('${org}', 'chan_${org}', 'web_chat', 'Chat', 'agt_1', '{}', now());
      insert into contact values ('${org}', 'cont_1', now());
      insert into contact_point values ('${org}', 'web_chat', 'visitor', 'cont_1', now());
      insert into conversation (org_id, id, channel_id, contact_id, agent_id, open_key, last_seq, waiting, head_due_at, created_at, updated_at)
        values ('${org}', 'conv_1', 'chan_${org}', 'cont_1', 'agt_1', 'chan_${org}:cont_1', 1, '{turn_1}', now() - interval '1 second', now(), now());
      insert into message values ('${org}', 'msg_1', 'conv_1', 'turn_1', 1, 'said to ${org}', null, now());
      insert into turn (org_id, id, conversation_id, agent_id, state, created_at)
        values ('${org}', 'turn_1', 'conv_1', 'agt_1', 'ready', now());`);
  }
});
afterEach(() => engine.query('rollback'));

/** Every row of an organisation, in every table. */
async function rowsOf(org: Org): Promise<Record<string, unknown[]>> {
  const tables = await asOwner(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
     where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  const found: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    const rows = await asOwner(
      `select to_jsonb(t) as row from "${name}" t where org_id = $1 order by to_jsonb(t)::text`,
      [org],
    );
    found[String(name)] = rows.map(({ row }) => row);
  }
  return found;
}

const claimBoth = () =>
  claimLanes(engine, {
    limit: 10,
    leaseMs: 15_000,
    holder: 'proc_1',
    class: 'interactive',
    after: '',
    organisations: 10,
    running: {},
    allowance: 20_000,
  });

const lane = (org: Org) => ({ orgId: org, conversationId: 'conv_1', turnId: 'turn_1', agentId: 'agt_1', fence: 1n });

const RULES: IngestRules = {
  maxWaiting: 50,
  maxInterruptions: 3,
  reject: { notice: 'later', everyMs: 60_000 },
  burst: {},
};

const event = (org: Org): IngestRow => ({
  orgId: org,
  channelId: `chan_${org}`,
  source: 'chan',
  keyHash: Buffer.from('the same hash'),
  point: { kind: 'web_chat', address: 'visitor' },
  text: `more to ${org}`,
  clientId: null,
  traceparent: null,
  class: 'interactive',
  at: new Date(),
  ids: { contact: 'cont_2', conversation: 'conv_2', turn: 'turn_2', message: 'msg_2', reply: 'rep_2' },
});

const run = {
  id: 'run_1',
  agentId: 'agt_1',
  agentVersionId: 'agv_1',
  graphVersion: 1,
  outcome: 'replied',
  model: null,
  startedAt: new Date(),
  stored: 0,
  used: { costMicros: 1, inputTokens: 2, cachedInputTokens: 1, outputTokens: 3 },
  steps: [{ key: 'frame', kind: 'frame', content: {}, startedAt: new Date(), durationMs: 1 }],
};

const RETRY = { delayMs: 0, reason: 'model_error', counts: true, at: new Date() };
const ANSWERED = { key: 'think#1', kind: 'model', content: {}, startedAt: new Date(), durationMs: 1 };

const LINE = {
  ...{ purpose: 'answer', provider: 'openai', model: 'm', inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 },
  ...{ micros: 5, unpriced: false, estimated: false },
};
const PAID = { key: 'think#1', kind: 'model', content: { cost_lines: [LINE] }, startedAt: new Date(), durationMs: 1 };

const setBudgets = async () => {
  for (const org of ORGS) {
    await asOwner(`insert into budget (org_id, id, period, limit_micros, hard, period_start, period_end, created_at)
      values ('${org}', 'bud_1', 'day', 100, true, now(), now() + interval '1 day', now())`);
  }
};

const settlement = (org: Org): Settlement => ({
  orgId: org,
  conversationId: 'conv_1',
  turnId: 'turn_1',
  fence: 1n,
  state: 'replied',
  reason: null,
  endedAt: new Date(),
  run,
  reply: { id: 'rep_1', kind: 'answer', cause: 'answer', author: 'agent', text: `said by ${org}`, model: null },
  letterId: null,
  ticket: null,
  incident: null,
  handOver: null,
  audit: { id: 'aud_1', after: {} },
});

type Case = {
  file: string;
  /** What must have happened before, in both. */
  given?: () => Promise<unknown>;
  act: (org: Org) => Promise<unknown>;
  /** It only reads: then what it reads must be the organisation's own. */
  reads?: true;
};

/** A statement that is new in this folder is a line here. */
const CASES: Record<string, Case> = {
  'holding a lane longer': {
    file: 'leases.ts',
    given: claimBoth,
    act: (org) => renewLeases(engine, [lane(org)], 99_000),
  },
  'giving a lane back': { file: 'leases.ts', given: claimBoth, act: (org) => giveBackLanes(engine, [lane(org)]) },
  'a failed attempt': {
    file: 'retry-turn.ts',
    given: claimBoth,
    act: (org) => retryTurn(engine, lane(org), { ...RETRY, delayMs: 1_000, run: { ...run, outcome: 'running' } }),
  },
  'an answer': { file: 'settle-turn.ts', given: claimBoth, act: (org) => settleTurns(engine, [settlement(org)]) },
  'a turn that is dead, with letter, ticket and incident': {
    file: 'settle-turn.ts',
    given: claimBoth,
    act: (org) =>
      settleTurns(engine, [
        {
          ...settlement(org),
          state: 'dead',
          reason: 'attempts_used_up',
          letterId: 'dead_1',
          ticket: { id: 'tick_1', kind: 'dead_turn', subject: 'Not answered' },
          incident: { id: 'inc_1', kind: 'dead_turn', fingerprint: 'f', severity: 'high', title: 'Dead', evidence: {} },
          handOver: { id: 'hand_1', reason: 'breaker' },
        },
      ]),
  },
  'a message': { file: 'ingest-turn.ts', act: (org) => ingestTurns(engine, [event(org)], RULES) },
  'a message while a turn runs': {
    file: 'ingest-turn.ts',
    given: claimBoth,
    act: (org) => ingestTurns(engine, [event(org)], RULES),
  },
  'a run that was cut off': {
    file: 'record-discarded.ts',
    given: async () => {
      await claimBoth();
      await asOwner(`update turn set state = 'superseded', superseded_by = 'turn_9', ended_at = now()`);
    },
    act: (org) => recordDiscarded(engine, lane(org), run, new Date()),
  },
  'an incident': {
    file: 'open-incident.ts',
    act: (org) =>
      openIncident(
        engine,
        org,
        { id: 'inc_1', kind: 'breaker', fingerprint: 'f', severity: 'low', title: 'Stopped', evidence: {} },
        new Date(),
      ),
  },
  'a run that goes on': {
    file: 'retry-turn.ts',
    given: async () => {
      await claimBoth();
      for (const org of ORGS) await retryTurn(engine, lane(org), { ...RETRY, run: { ...run, outcome: 'running' } });
      await asOwner(`update conversation set head_due_at = now() - interval '1 second'`);
      await claimBoth();
    },
    act: (org) =>
      settleTurns(engine, [{ ...settlement(org), fence: 2n, run: { ...run, stored: 1, steps: [ANSWERED] } }]),
  },
  'a run that is left': {
    file: 'leave-run.ts',
    given: async () => {
      await claimBoth();
      for (const org of ORGS) await retryTurn(engine, lane(org), { ...RETRY, run: { ...run, outcome: 'running' } });
    },
    act: (org) => leaveRun(engine, lane(org), 'run_1', new Date()),
  },
  'a journal': {
    file: 'read-journal.ts',
    given: async () => {
      await claimBoth();
      for (const org of ORGS) {
        const steps = [{ ...ANSWERED, content: { said: org } }];
        await retryTurn(engine, lane(org), { ...RETRY, run: { ...run, outcome: 'running', steps } });
      }
    },
    act: (org) => readJournal(engine, { orgId: org, runId: 'run_1', turnId: 'turn_1' }),
    reads: true,
  },
  'an answer that costs': {
    file: 'settle-turn.ts',
    given: async () => {
      await setBudgets();
      await claimBoth();
    },
    act: (org) => settleTurns(engine, [{ ...settlement(org), run: { ...run, steps: [PAID] } }]),
  },
  'more of a budget': {
    file: 'take-allowance.ts',
    given: setBudgets,
    act: (org) => takeAllowance(engine, { orgId: org, agentId: 'agt_1', holder: 'turn_1', wanted: 100, least: 1 }),
  },
  'what is left of it': {
    file: 'take-allowance.ts',
    given: async () => {
      await setBudgets();
      await claimBoth();
    },
    act: (org) => returnAllowance(engine, org, 'turn_1'),
  },
  prices: {
    file: 'model-prices.ts',
    given: async () => {
      for (const org of ORGS) {
        await asOwner(`insert into model_price values ('${org}', 'openai:${org}', 1, 1, 1, null, now())`);
      }
    },
    act: (org) => readModelPrices(engine, org),
    reads: true,
  },
  'a frame': { file: 'read-frame.ts', act: (org) => readFrames(engine, [lane(org)], 20), reads: true },
};

/** Of no organisation in particular: what they do for several at once is tested by name below, or says nothing of rows. */
const OF_ALL = [
  'claim-lanes.ts',
  'lane-gauges.ts',
  'end-left-runs.ts',
  'ensure-partitions.ts',
  'statement.ts',
  'group-commit.ts',
  'search-messages.ts',
  'search-turns.ts',
  ...['fold-costs.ts', 'due-budget-news.ts', 'provider-quota.ts'],
];

/** Not tried on twins: what keeps organisations apart there is only their own tests'. A line above takes a name out of here. */
const UNTRIED = ['free-dead-lanes.ts', 'wake-lanes.ts'];

/** What replies pass is tried on twins in replies.db.test.ts. */
const REPLIES = [
  ...['claim-replies.ts', 'claim-stuck-replies.ts', 'mark-reply.ts', 'give-up-reply.ts'],
  ...['record-consent.ts', 'record-report.ts'],
];

describe.each(Object.entries(CASES))('%s', (_, { given, act, reads }) => {
  test.each([ORGS, [...ORGS].reverse() as [Org, Org]])('in %s is nothing to %s', async (acting, twin) => {
    await given?.();
    const before = { acting: await rowsOf(acting), twin: await rowsOf(twin) };
    const answer = await act(acting);
    expect(await rowsOf(twin)).toEqual(before.twin);
    if (reads) {
      expect(JSON.stringify(answer)).toContain(acting);
      expect(JSON.stringify(answer)).not.toContain(twin);
    } else expect(await rowsOf(acting)).not.toEqual(before.acting);
  });
});

test('every file of statements is tried here, or named as one that is not', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const tried = new Set([...Object.values(CASES).map(({ file }) => file), ...OF_ALL, ...UNTRIED, ...REPLIES]);
  expect(files.filter((name) => !tried.has(name))).toEqual([]);
});

test('words that both have heard find each its own conversation and turn', async () => {
  for (const org of ORGS) {
    const other = ORGS.find((one) => one !== org);
    expect(await searchMessages(engine, org, 'said', 10)).toEqual(['conv_1']);
    expect(await searchMessages(engine, org, `"said to ${other}"`, 10)).toEqual([]);
    expect(await searchTurns(engine, org, 'said', 10)).toEqual(['turn_1']);
    expect(await searchTurns(engine, org, `"said to ${other}"`, 10)).toEqual([]);
  }
});

describe('both in one batch', () => {
  test('costs are added up each in its own sums, and paid out of its own budget', async () => {
    await setBudgets();
    const { claims } = await claimBoth();
    expect(claims.map(({ allowance }) => allowance?.micros)).toEqual([100, 100]);
    const paid = (org: Org, micros: number) => ({
      ...settlement(org),
      run: { ...run, steps: [{ ...PAID, content: { cost_lines: [{ ...LINE, micros }] } }] },
    });
    await settleTurns(engine, [paid('org_a', 7), paid('org_b', 11)]);
    const spent = await asOwner(
      'select org_id, spent_micros::int as spent, reserved_micros::int as held from budget order by 1',
    );
    expect(spent).toEqual([
      { org_id: 'org_a', spent: 7, held: 0 },
      { org_id: 'org_b', spent: 11, held: 0 },
    ]);
    expect(await foldCosts(engine, 10)).toBe(2);
    const sums = await asOwner('select org_id, micros::int as micros from cost_day order by 1');
    expect(sums).toEqual([
      { org_id: 'org_a', micros: 7 },
      { org_id: 'org_b', micros: 11 },
    ]);
  });

  test('claims take each its own lane, with its own channel', async () => {
    const { claims } = await claimBoth();
    expect(claims.map(({ orgId, channelId, turnId, fence }) => [orgId, channelId, turnId, fence]).sort()).toEqual(
      ORGS.map((org) => [org, `chan_${org}`, 'turn_1', 1n]),
    );
  });

  test('one lane that is not due is not taken with its twin', async () => {
    await asOwner(`update conversation set head_due_at = now() + interval '1 hour' where org_id = 'org_b'`);
    const before = await rowsOf('org_b');
    expect((await claimBoth()).claims.map(({ orgId }) => orgId)).toEqual(['org_a']);
    expect(await rowsOf('org_b')).toEqual(before);
  });

  test('answers are stored each where they belong', async () => {
    await claimBoth();
    const endings = await settleTurns(engine, ORGS.map(settlement));
    expect(endings.map(({ kind }) => kind)).toEqual(['settled', 'settled']);
    for (const org of ORGS) {
      const { reply, run: runs, step } = await rowsOf(org);
      expect(reply).toMatchObject([{ id: 'rep_1', text: `said by ${org}` }]);
      expect([runs?.length, step?.length]).toEqual([1, 1]);
    }
  });

  test('a fence that was raised in one is no answer to the other', async () => {
    await claimBoth();
    await asOwner(`update conversation set fence = 2 where org_id = 'org_b'`);
    const before = await rowsOf('org_b');
    const endings = await settleTurns(engine, ORGS.map(settlement));
    expect(endings.map(({ kind }) => kind)).toEqual(['settled', 'fenced_out']);
    expect(await rowsOf('org_b')).toEqual(before);
    expect([...(await renewLeases(engine, ORGS.map(lane), 15_000))]).toEqual([]);
  });

  test('messages with one key are one in each', async () => {
    const endings = await ingestTurns(engine, ORGS.map(event), RULES);
    expect(endings).toMatchObject([{ duplicate: false }, { duplicate: false }]);
    for (const org of ORGS) {
      const { message, conversation, contact } = await rowsOf(org);
      expect(message?.map((row) => (row as { text: string }).text)).toEqual([`said to ${org}`, `more to ${org}`]);
      expect([conversation?.length, contact?.length]).toEqual([1, 1]);
    }
    expect(await ingestTurns(engine, [event('org_a')], RULES)).toMatchObject([{ duplicate: true }]);
  });

  test('leases are held and given back each its own', async () => {
    await claimBoth();
    await giveBackLanes(engine, [lane('org_a'), { ...lane('org_b'), fence: 7n }]);
    const leases = await asOwner('select org_id, lease_until is null as free from conversation order by 1');
    expect(leases).toEqual([
      { org_id: 'org_a', free: true },
      { org_id: 'org_b', free: false },
    ]);
  });
});
