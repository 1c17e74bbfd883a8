import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '@parley/testkit/until';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { endOf, type Kind, type Member } from './crew.ts';
import { checkLedgers } from './ledger-check.ts';
import { answerByToken, recover, rememberThenAnswer } from './model.ts';
import type { Arms } from './processes/arms.ts';
import { customerOf, phoneCustomer } from './schedule.ts';
import { openSite, type Site } from './site.ts';
import { drained } from './storm.ts';

// Every statement of the turn path is a place where a process may die: right before it, and right after its commit. What a
// statement needs to be reached at all stands here; a new one without a way to reach it fails the first test.

type Way = {
  dies: Kind;
  by?: 'phone';
  /** Makes the statement happen; a message has been accepted, or is being sent, by then. */
  lead?(site: Site): void;
};

const WAYS: Record<string, Way> = {
  ingest_turns: { dies: 'api' },
  claim_lanes: { dies: 'worker' },
  read_frame: { dies: 'worker' },
  settle_turns: { dies: 'worker' },
  retry_turn: {
    dies: 'worker',
    lead: ({ street }) => street.openai.faults.next({ kind: 'status', status: 503 }, { times: 3 }),
  },
  // A later attempt goes on from what an earlier one has left.
  read_journal: {
    dies: 'worker',
    lead: ({ street }) => street.openai.faults.next({ kind: 'status', status: 503 }, { times: 3 }),
  },
  renew_leases: {
    dies: 'worker',
    lead: ({ street }) =>
      street.openai.faults.next({ kind: 'hold', until: new Promise((resolve) => setTimeout(resolve, 8_000)) }),
  },
  free_dead_lanes: { dies: 'worker' },
  ensure_partitions: { dies: 'worker' },
  claim_replies: { dies: 'worker', by: 'phone' },
  accept_part: { dies: 'worker', by: 'phone' },
  move_reply: {
    dies: 'worker',
    by: 'phone',
    lead: ({ street }) => street.twilio.faults.next({ kind: 'status', status: 503 }),
  },
  claim_stuck_replies: { dies: 'worker', by: 'phone' },
};

/** Where else a statement is tried, because no single message leads to it. */
const ELSEWHERE = [
  // gauges, searches, and what a person or an incident asks for
  ...['lane_gauges', 'search_messages', 'search_turns', 'open_incident', 'wake_lanes'],
  // a worker that is told to stop: tests/stopping.test.ts
  'give_back_lanes',
  // what is asked before a call, and by the sweep: packages/core/src/money
  ...['take_allowance', 'return_allowance', 'free_allowances', 'fold_costs', 'recount_new_budgets', 'due_budget_news'],
  ...['take_provider_place', 'forget_provider_places', 'model_prices'],
  // the cost of a generation that a newer message cut off, written after the turn has ended
  'record_discarded',
  // a journal that another version of the product has left: apps/worker/src/turns/resume.db.test.ts
  'leave_run',
  // turns that were ended from outside while nobody ran them: packages/core/src/turns/left-runs.db.test.ts
  'end_left_runs',
  // a quarter of an hour without an answer of the carrier: packages/core/src/replies/outbound-machine.db.test.ts
  'give_up_reply',
  // a carrier that is asked too often: packages/core/src/replies/throttled-line.db.test.ts
  'hold_line',
  // the carrier repeats its report until it is taken
  'record_report',
  // one transaction, so that a crash in it is one before it: packages/core/src/consent/consent.db.test.ts
  ...['take_consent_word', 'silence_person', 'listen_to_person', 'write_consent', 'say_about_consent'],
  'lock_conversations_of_person',
];

const HOT = path.resolve(import.meta.dirname, '../../packages/db/src/hot');

test('every statement of the turn path has its crash points', () => {
  const labels = readdirSync(HOT)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(path.join(HOT, file), 'utf8').matchAll(/= statement(?:<[\s\S]*?>)?\(\s*'(\w+)'/g),
    ])
    .map(([, label]) => label);
  expect(labels.sort(), 'name the way to a new statement in WAYS, or say in ELSEWHERE where it is tested').toEqual(
    [...Object.keys(WAYS), ...ELSEWHERE].sort(),
  );
});

/** By hand, `pnpm chaos --full`: on both backends, and at the second hit too. */
const FULL = process.env.PARLEY_CHAOS_FULL === 'true';
const HITS = FULL ? [1, 2] : [1];
const POINTS = Object.entries(WAYS).flatMap(([statement, way]) =>
  HITS.flatMap((hit) => (['before', 'after'] as const).map((when) => ({ statement, when, hit, way }))),
);

describe.each(FULL ? (['postgres', 'redis'] as const) : (['postgres'] as const))('queue on %s', (queue) => {
  let site: Site;

  beforeAll(async () => {
    site = await openSite({ queue, overhear: () => {} });
    answerByToken(site.street);
  });
  afterAll(() => site?.close());
  afterEach(() => endOf(...site.crew.members()));

  test.each(POINTS)(
    '$way.dies dies $when $statement, hit $hit: all is whole',
    async ({ statement, when, hit, way }) => {
      const crash = { statement, when, hit };
      const api = await site.crew.hire('api', way.dies === 'api' ? { crash } : {});
      const customer = way.by === 'phone' ? phoneCustomer(site) : await customerOf(site);
      way.lead?.(site);
      let victim: Member | null = api;
      if (way.dies === 'api') {
        for (let n = 1; n <= hit; n++) await customer.say(n).catch(() => {});
      } else {
        await customer.say(1);
        victim = await hireVictim(site, { crash });
        // A statement that each message brings once needs another message to come again.
        if (hit > 1) await customer.say(2);
      }
      await victim?.gone;
      recover(site.street);

      if (way.dies === 'api') await site.crew.hire('api');
      await site.crew.hire('worker');
      // What was not acknowledged is sent again under the same id, as the widget does.
      for (let n = 1; n <= hit + 1; n++) await until(() => customer.say(n).catch(() => null));
      expect(await drained(site)).not.toBeNull();
      const counts = await checkLedgers(site, customer.acknowledged);
      expect(Object.entries(counts).filter(([, count]) => count !== 0)).toEqual([]);
    },
  );
});

describe('around an effect', () => {
  let site: Site;

  beforeAll(async () => {
    site = await openSite({ queue: 'postgres', overhear: () => {} });
    rememberThenAnswer(site.street);
    await giveTool(site, 'remember');
  });
  afterAll(() => site?.close());
  afterEach(() => endOf(...site.crew.members()));

  const effects = [1, 2].flatMap((hit) => (['before', 'within', 'after'] as const).map((when) => ({ when, hit })));

  test.each(effects)('the worker dies $when effect $hit of a turn: each is done once', async (effect) => {
    await site.crew.hire('api');
    const customer = await customerOf(site);
    await customer.say(1);
    const victim = await hireVictim(site, { effect });
    await victim?.gone;
    await site.crew.hire('worker');
    expect(await drained(site)).not.toBeNull();
    const counts = await checkLedgers(site, customer.acknowledged);
    expect(Object.entries(counts).filter(([, count]) => count !== 0)).toEqual([]);
    const { rows } = await site.database.owner.query(
      `select e.state, count(*)::int as n from effect e where e.turn_id = (select max(id) from turn) group by 1`,
    );
    expect(rows).toEqual([{ state: 'done', n: 2 }]);
  });
});

const giveTool = (site: Site, tool: string) =>
  site.database.owner.query(
    `begin; alter table agent_version disable trigger all;
     update agent_version set spec = jsonb_set(spec, '{tools}', spec -> 'tools' || to_jsonb('${tool}'::text));
     alter table agent_version enable trigger all; commit`,
  );

/** One that dies in its first second may be gone before it has said that it is up. */
const hireVictim = (site: Site, arms: Arms): Promise<Member | null> => site.crew.hire('worker', arms).catch(() => null);
