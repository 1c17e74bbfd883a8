import { createPool, type Pool } from '@parley/db/pools';
import type { TestDatabase } from '@parley/testkit/database';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { answerAsPerson } from '../conversations/answer-as-person.ts';
import { viewOf } from '../conversations/view.ts';
import type { Ctx } from '../ctx.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { claimReplies } from '../replies/claim-replies.ts';
import { createFakeCarrier, type FakeCarrier, refused } from '../testing/fake-carrier.ts';
import { CLINIC_NUMBER, openSmsKit, type SmsKit } from '../testing/sms-kit.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';

const ADA = '+15550100777';
const BOB = '+15550100888';

let core: TestCore;
let ctx: Ctx;
let database: TestDatabase;
let kit: SmsKit;
let carrier: FakeCarrier;

beforeAll(async () => {
  core = await openTestCore();
  ({ ctx, database } = core);
  kit = await openSmsKit(core);
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.forget();
  carrier = createFakeCarrier();
});

const rows = async (sql: string) => (await database.owner.query(sql)).rows;
const turns = () => rows('select state, reason from turn order by id');
const texts = () => carrier.taken.map(({ text }) => text);

test('STOP and START are in the record, once each time that something changes, and name no number', async () => {
  for (const word of ['stop', 'stop', 'start'] as const) await kit.say(ADA, word);
  const entries = await rows(
    `select action, actor_kind, after ->> 'source' as source, target_id = (select contact_id from conversation) as is_theirs
     from audit_entry where action like 'contact.opted%' order by at, id`,
  );
  const common = { actor_kind: 'system', source: 'word', is_theirs: true };
  expect(entries).toEqual([
    { action: 'contact.opted_out', ...common },
    { action: 'contact.opted_in', ...common },
  ]);
  expect(await rows(`select from audit_entry where action = 'turn.silent'`)).toHaveLength(3);
  expect(JSON.stringify(await rows('select * from audit_entry'))).not.toContain(ADA);
});

test('STOP ends what waits, cancels what has not left, and is confirmed once', async () => {
  await kit.ask(ADA, 'one');
  await kit.ask(ADA, 'two');
  await kit.write(ADA, 'and when do you open?');
  await kit.write(BOB);
  const stop = await kit.say(ADA, 'stop', { externalId: 'SM_stop' });
  expect(stop).toMatchObject({ duplicate: false, opened: false });
  expect(await kit.say(ADA, 'stop', { externalId: 'SM_stop' })).toEqual({ ...stop, duplicate: true });

  expect(await turns()).toEqual([
    { state: 'replied', reason: null },
    { state: 'replied', reason: null },
    { state: 'silent', reason: 'opted_out' },
    { state: 'ready', reason: null },
    { state: 'silent', reason: 'stop' },
  ]);
  expect(await kit.replies(ADA)).toMatchObject([
    { text: 'one', status: 'cancelled', reason: 'opted_out' },
    { text: 'two', status: 'cancelled', reason: 'opted_out' },
    { kind: 'consent', status: 'pending' },
  ]);
  await kit.sendAll(carrier);
  expect(texts()).toEqual([expect.stringMatching(/^.+: you will get no more messages.+START/)]);
  expect(await rows('select ours, theirs, state, source from consent')).toEqual([
    { ours: CLINIC_NUMBER, theirs: ADA, state: 'out', source: 'word' },
  ]);
});

test('in the list of conversations the confirmation stands as a notice', async () => {
  const { conversationId } = await kit.say(ADA, 'stop');
  const { last } = await ctx.db.inOrg(DEMO_IDS.organisation, (tx) => viewOf(tx, DEMO_IDS.organisation, conversationId));
  expect(last).toMatchObject({ author: 'notice', text: expect.stringContaining('no more messages') });
});

test('a person who wants to answer someone who said STOP is told why they cannot', async () => {
  const { conversationId } = await kit.say(ADA, 'stop');
  const as = {
    ...{ orgId: DEMO_IDS.organisation, requestId: null, address: null },
    actor: { kind: 'user', id: 'usr_1' },
  } as As;
  await database.owner.query(`update conversation set owner = 'person', owner_user_id = 'usr_1'`);
  await expect(answerAsPerson(ctx, as, { id: conversationId, text: 'but' })).rejects.toMatchObject({
    code: 'opted_out',
  });
  await kit.say(ADA, 'start');
  await expect(answerAsPerson(ctx, as, { id: conversationId, text: 'welcome' })).resolves.toMatchObject({
    id: expect.any(String),
  });
});

test('what is written after STOP is kept and no model sees it; Bob still hears from us', async () => {
  await kit.say(ADA, 'stop', { answeredByCarrier: true });
  await kit.ask(ADA, 'one');
  await kit.ask(BOB, 'hello Bob');
  await kit.sendAll(carrier);
  expect(texts()).toEqual(['hello Bob']);
  expect(await turns()).toMatchObject([
    { state: 'silent', reason: 'stop' },
    { state: 'silent', reason: 'opted_out' },
    { state: 'replied' },
  ]);
});

test('STOP holds in a later conversation too', async () => {
  await kit.say(ADA, 'stop', { answeredByCarrier: true });
  await database.owner.query('update conversation set open_key = null');
  await kit.write(ADA);
  await database.owner.query('update conversation set open_key = null');
  await kit.say(ADA, 'help', { answeredByCarrier: true });
  await kit.write(ADA);
  expect(await turns()).toMatchObject([
    { state: 'silent', reason: 'stop' },
    { state: 'silent', reason: 'opted_out' },
    { state: 'silent', reason: 'help' },
    { state: 'silent', reason: 'opted_out' },
  ]);
});

test('START takes it back, and what is written from then on leaves', async () => {
  await kit.say(ADA, 'stop');
  await kit.say(ADA, 'start');
  await kit.ask(ADA, 'welcome back');
  await kit.sendAll(carrier);
  expect(texts()).toEqual([
    expect.stringContaining('no more messages'),
    expect.stringContaining('again'),
    'welcome back',
  ]);
  expect(await rows('select state from consent')).toEqual([{ state: 'in' }]);
});

test('HELP is answered once, also to someone who said STOP, and disturbs no turn', async () => {
  await kit.write(ADA);
  await kit.say(ADA, 'help', { externalId: 'SM_help' });
  await kit.say(ADA, 'help', { externalId: 'SM_help' });
  await kit.say(BOB, 'stop', { answeredByCarrier: true });
  await kit.say(BOB, 'help');
  await kit.sendAll(carrier);
  expect(texts()).toEqual([expect.stringContaining('STOP'), expect.stringContaining('STOP')]);
  expect(await turns()).toMatchObject([
    { state: 'ready' },
    { state: 'silent', reason: 'help' },
    { state: 'silent', reason: 'stop' },
    { state: 'silent', reason: 'help' },
  ]);
});

test('a run that was under way when STOP came writes nothing', async () => {
  await kit.write(ADA);
  const claim = await kit.lanes.takeOne();
  const stop = await kit.say(ADA, 'stop', { answeredByCarrier: true });
  expect(stop.lostFence).toBe(claim.fence);
  expect(await kit.lanes.answer(claim, 'too late')).toEqual({ kind: 'fenced_out' });
  expect(await turns()).toMatchObject([
    { state: 'silent', reason: 'opted_out' },
    { state: 'silent', reason: 'stop' },
  ]);
  expect(await kit.replies(ADA)).toEqual([]);
});

test('the first words of a newcomer may be STOP', async () => {
  expect(await kit.say(ADA, 'stop')).toMatchObject({ opened: true, duplicate: false });
  await kit.sendAll(carrier);
  expect(texts()).toHaveLength(1);
});

test('the same STOP and an answer’s words at the same moment count once each', async () => {
  const all = await Promise.all([
    ...Array.from({ length: 5 }, () => kit.say(ADA, 'stop', { externalId: 'SM_stop' })),
    ...Array.from({ length: 5 }, () => kit.write(ADA)),
  ]);
  expect(all.filter((one) => !one.duplicate)).toHaveLength(6);
  expect(await rows('select distinct id from conversation')).toHaveLength(1);
  expect(await rows(`select from reply`)).toHaveLength(1);
  expect(
    await rows(`select from turn where ended_at is null and id <> all (select unnest(waiting) from conversation)`),
  ).toEqual([]);
});

test('someone whom the carrier knows to have said STOP counts as having said it to us', async () => {
  carrier.fates.push(refused('consent', '21610'));
  await kit.ask(ADA, 'one');
  await kit.ask(ADA, 'two');
  await kit.write(ADA);
  await kit.sendAll(carrier);
  expect(texts()).toEqual([]);
  expect(await kit.replies(ADA)).toMatchObject([{ status: 'failed', reason: '21610' }, { status: 'cancelled' }]);
  expect(await rows('select state, source from consent')).toEqual([{ state: 'out', source: 'carrier' }]);
  expect(await turns()).toMatchObject([{ state: 'replied' }, { state: 'replied' }, { state: 'silent' }]);
});

describe('no send begins after STOP has committed', () => {
  /** A pool whose statements stop at their first look at the clock, snapshot taken, until the gate is opened. */
  let late: Pool;
  const GATE = 815;

  beforeAll(async () => {
    late = createPool({ url: database.urls.engine, max: 2, name: 'late', onError: () => {} });
    await database.owner.query(`
      create or replace function clock_now() returns timestamptz language plpgsql volatile security definer as $$
      begin
        if current_setting('application_name') = 'late' then perform pg_advisory_xact_lock_shared(${GATE}); end if;
        return clock_timestamp() + (select ms from testkit.clock_offset) * interval '1 millisecond';
      end $$`);
  });
  afterAll(() => late.end());

  const closed = async (during: () => Promise<void>) => {
    const gate = await database.owner.connect();
    await gate.query('select pg_advisory_lock($1)', [GATE]);
    try {
      await during();
    } finally {
      await gate.query('select pg_advisory_unlock($1)', [GATE]);
      gate.release();
    }
  };
  const waitsForGate = () =>
    until(
      async () =>
        (await rows(`select from pg_stat_activity where application_name = 'late' and wait_event_type = 'Lock'`))
          .length === 1,
    );
  const claimLate = () => claimReplies({ ...ctx, hot: late }, { limit: 10, sender: 'proc_late', after: '' });

  test('a claim that began to look before STOP and goes on after it takes nothing', async () => {
    await kit.ask(ADA, 'one');
    const looking: Array<ReturnType<typeof claimLate>> = [];
    await closed(async () => {
      looking.push(claimLate());
      await waitsForGate();
      await kit.say(ADA, 'stop', { answeredByCarrier: true });
    });
    expect((await looking[0])?.claims).toEqual([]);
    expect(await kit.replies(ADA)).toMatchObject([{ status: 'cancelled' }]);
  });

  test('a claim of a reply that STOP could not see yet is cancelled all the same', async () => {
    await kit.ask(ADA, 'one');
    await kit.sendAll(carrier);
    // As if the answer had been settled while STOP's transaction was already looking at the replies.
    await database.owner.query(`update reply set status = 'sent', due_at = null`);
    const looking: Array<ReturnType<typeof claimLate>> = [];
    await database.owner.query(`update reply set status = 'pending', due_at = now(), sent_at = null`);
    await closed(async () => {
      looking.push(claimLate());
      await waitsForGate();
      await kit.say(ADA, 'stop', { answeredByCarrier: true });
      await database.owner.query(`update reply set status = 'pending', due_at = now(), reason = null`);
    });
    expect((await looking[0])?.claims).toEqual([]);
    expect(await kit.replies(ADA)).toMatchObject([{ status: 'cancelled', reason: 'opted_out' }]);
  });

  test('in many rounds of STOP, answers and claims at once', async () => {
    for (let round = 0; round < 40; round++) {
      const phone = `+1555020${1000 + round}`;
      await kit.ask(phone, 'one');
      await kit.write(phone);
      let stopped = false;
      const sending = async (name: string) => {
        const mine: string[] = [];
        // One look more after STOP has committed.
        for (let last = false; !last; ) {
          last = stopped;
          const { claims } = await claimReplies(ctx, { limit: 5, sender: name, after: '' });
          if (last) expect(claims.filter(({ to, text }) => to === phone && text === 'one')).toEqual([]);
          mine.push(...claims.map(({ replyId }) => replyId));
        }
        return mine;
      };
      const both = ['proc_1', 'proc_2'].map(sending);
      await Promise.all([
        kit.answer('one'),
        kit.say(phone, 'stop', { answeredByCarrier: true }).then(async () => {
          const begun = await kit.replies(phone);
          expect(begun.filter(({ status }) => status === 'pending')).toEqual([]);
          stopped = true;
        }),
      ]);
      await Promise.all(both);
      await kit.sendAll(carrier);
      expect((await kit.replies(phone)).filter(({ status }) => status === 'pending')).toEqual([]);
    }
  });
});
