import { type IngestRow, ingestTurns } from '@parley/db/hot/ingest-turn';
import { BURSTS, LANE_LIMITS } from '@parley/shared/lane-limits';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { giveBack } from '../conversations/give-back.ts';
import { takeOver } from '../conversations/take-over.ts';
import type { Ctx } from '../ctx.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { type Held, LaneModel, type Mode, type Window } from '../testing/lane-model.ts';
import { as, enrol } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import type { LaneClaim } from './claim-lanes.ts';
import { failAttempt } from './fail-attempt.ts';
import { ingestTurn } from './ingest-turn.ts';
import { retryDelayMs } from './retry-delay.ts';

let core: TestCore;
let ctx: Ctx;
let kit: ReturnType<typeof laneKit>;
let ada: As;

beforeAll(async () => {
  core = await openTestCore();
  ctx = core.ctx;
  kit = laneKit(core);
  ada = as(ORG, (await enrol(core, ORG, 'team_lead')).id);
  // A clock that only the test moves, so that no window closes because the machine was slow.
  await core.database.owner.query(`create or replace function clock_now() returns timestamptz language sql volatile parallel safe security definer
    as $$ select timestamptz '2026-11-20 12:00:00Z' + (select ms from testkit.clock_offset) * interval '1 millisecond' $$`);
});
afterAll(() => core.close());

const stopClock = () => core.database.owner.query('update testkit.clock_offset set ms = 0');

/** The lane under test, and who works on it. */
type Real = { said: number; conversationId: string | null; held: LaneClaim[] };
type Model = { lane: LaneModel; held: Held[] };
type Step = fc.AsyncCommand<Model, Real>;

/** Each turn as it stands, in the order in which they came, and the turn of each message. */
async function agree({ lane }: Model): Promise<void> {
  const { rows: turns } = await core.database.owner.query<{ id: string; state: string; reason: string | null }>(
    `select t.id, t.state, t.reason from turn t join inbound_key k on k.turn_id = t.id join message m on m.id = k.message_id order by m.seq`,
  );
  const known = new Map(turns.map(({ id }, n) => [id, n]));
  const { rows: messages } = await core.database.owner.query<{ turn_id: string }>(
    'select turn_id from message order by seq',
  );
  expect(turns.map(({ state, reason }) => [state, reason])).toEqual(
    lane.turns.map(({ state, reason }) => [state, reason]),
  );
  expect(messages.map(({ turn_id }) => known.get(turn_id))).toEqual(lane.messages);
}

const step = (
  name: string,
  run: (model: Model, real: Real) => Promise<void>,
  check: (model: Model) => boolean = () => true,
): Step => ({
  check,
  async run(model, real) {
    await run(model, real);
    await agree(model);
  },
  toString: () => name,
});

const say = step('say', async ({ lane }, real) => {
  lane.say();
  const { conversationId } = await ingestTurn(ctx, from('v1', `m${real.said++}`));
  real.conversationId = conversationId;
});

const repeat = step('say the last one again', async (_, real) => {
  if (real.said > 0) expect((await ingestTurn(ctx, from('v1', `m${real.said - 1}`))).duplicate).toBe(true);
});

const pass = (ms: number) =>
  step(`${ms} ms pass`, async ({ lane }) => {
    lane.now += ms;
    await core.database.owner.query('update testkit.clock_offset set ms = $1', [lane.now]);
  });

const claim = step('claim', async (model, real) => {
  const expected = model.lane.claim();
  const claims = await kit.take();
  expect(claims).toHaveLength(expected ? 1 : 0);
  if (expected) model.held.push(expected);
  real.held.push(...claims);
});

const holds = ({ held }: Model): boolean => held.length > 0;

const settle = (which: number) =>
  step(
    `settle the ${which === 0 ? 'latest' : 'one before the latest'} claim`,
    async (model, real) => {
      const held = model.held.at(-1 - which) ?? (model.held[0] as Held);
      const claimed = real.held.at(-1 - which) ?? (real.held[0] as LaneClaim);
      const settled = await kit.answer(claimed);
      expect(settled.kind).toBe(model.lane.settle(held) ? 'settled' : 'fenced_out');
    },
    holds,
  );

const fail = step(
  'fail',
  async (model, real) => {
    const expected = model.lane.fail(model.held.at(-1) as Held, retryDelayMs);
    const failed = await failAttempt(ctx, real.held.at(-1) as LaneClaim, null, {
      retryable: true,
      reason: 'model_error',
    });
    expect(failed.kind !== 'fenced_out').toBe(expected);
  },
  holds,
);

const personTakes = step('a person takes over', async ({ lane }, { conversationId }) => {
  if (!conversationId) return;
  lane.takeOver();
  await takeOver(ctx, ada, { id: conversationId });
});

const personGives = step('a person gives back', async ({ lane }, { conversationId }) => {
  if (!conversationId || lane.owner === 'agent') return;
  lane.owner = 'agent';
  await giveBack(ctx, ada, { id: conversationId, note: null });
});

// What is said, claimed and settled more often than the rest.
const STEPS = [say, say, say, claim, claim, settle(0), settle(0), settle(1), fail, repeat, personTakes, personGives];
const TIMES = [500, 1_999, 2_000, LANE_LIMITS.leaseMs + 1].map(pass);

const mode = fc.constantFrom<Mode>('queue', 'merge', 'interrupt', 'reject');
const window = fc.record<Window>({
  quiet_ms: fc.constantFrom(0, 2_000),
  max_wait_ms: fc.constantFrom(3_000, 5_000),
  max_messages: fc.constantFrom(1, 3, 20),
});

test('a lane does what its model says, whatever is done to it', async () => {
  await fc.assert(
    fc.asyncProperty(
      mode,
      window,
      fc.commands(
        [...STEPS, ...TIMES].map((one) => fc.constant(one)),
        { maxCommands: 30 },
      ),
      async (whileRunning, web_chat, commands) => {
        await core.forget();
        await stopClock();
        await kit.settings({ while_running: whileRunning, burst: { web_chat } });
        const setup = () => ({
          model: { lane: new LaneModel(whileRunning, web_chat), held: [] },
          real: { said: 0, conversationId: null, held: [] },
        });
        await fc.asyncModelRun(setup, commands);
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
}, 120_000);

const RULES = {
  maxWaiting: 4,
  maxInterruptions: 2,
  reject: { notice: 'busy', everyMs: 60_000 },
  burst: BURSTS,
};

const eventOf = ([visitor, key]: readonly [number, number], n: number): IngestRow => ({
  orgId: ORG,
  channelId: DEMO_IDS.channel,
  source: DEMO_IDS.channel,
  keyHash: Buffer.from(`${visitor} ${key}`),
  point: { kind: 'web_chat', address: `v${visitor}` },
  text: `${n}`,
  clientId: null,
  traceparent: null,
  class: 'interactive',
  at: new Date(0),
  ids: { contact: `cont_${n}`, conversation: `conv_${n}`, turn: `turn_${n}`, message: `msg_${n}`, reply: `rep_${n}` },
});

const STORED = ['conversation', 'turn', 'message', 'reply', 'inbound_key', 'contact_point', 'audit_entry'];

/** The same events shall come once more, with the same ids; the record, which nobody may empty, is no exception here. */
async function forgetAll(): Promise<void> {
  await core.forget();
  await core.database.owner.query(
    `begin; set local session_replication_role = replica; delete from audit_unsealed; delete from audit_entry; commit`,
  );
}

async function stored(): Promise<unknown> {
  const tables = STORED.map(async (table) => {
    const { rows } = await core.database.owner.query(
      `select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`,
    );
    return rows;
  });
  return Promise.all(tables);
}

test('a batch leaves what its events leave one after the other, and gives each the same answer', async () => {
  const events = fc.array(fc.tuple(fc.nat(2), fc.nat(9)), { minLength: 1, maxLength: 24 });
  await fc.assert(
    fc.asyncProperty(mode, window, events, async (whileRunning, web_chat, given) => {
      await kit.settings({ while_running: whileRunning, burst: { web_chat } });
      const rows = given.map(eventOf);
      await forgetAll();
      await stopClock();
      const one: unknown[] = [];
      for (const row of rows) one.push(...(await ingestTurns(ctx.hot, [row], RULES)));
      const afterOne = await stored();
      await forgetAll();
      const batch = await ingestTurns(ctx.hot, rows, RULES);
      expect(batch).toEqual(one);
      expect(await stored()).toEqual(afterOne);
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 120_000);
