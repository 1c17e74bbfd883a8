import type { TestDatabase } from '@parley/testkit/database';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { createFakeCarrier, type FakeCarrier, refused } from '../testing/fake-carrier.ts';
import { CLINIC_NUMBER, openSmsKit, SMS_CHANNEL, type SmsKit } from '../testing/sms-kit.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { type Report, recordReport } from './record-report.ts';
import { REPLY_STATES, REPLY_TRANSITIONS } from './transitions.ts';

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
  await watchTransitions();
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.forget();
  carrier = createFakeCarrier();
});

/** Every change of a reply's state that happens in this file, seen by the database itself. */
async function watchTransitions(): Promise<void> {
  await database.owner.query(`
    create table seen_transition (was text, became text, primary key (was, became));
    create function note_transition() returns trigger language plpgsql security definer as $$
    begin
      insert into seen_transition values (old.status, new.status) on conflict do nothing;
      return null;
    end $$;
    create trigger note_transition after update of status on reply for each row
      when (old.status <> new.status) execute function note_transition()`);
}

const texts = () => carrier.taken.map(({ text }) => text);
const statuses = async (phone = ADA) => (await kit.replies(phone)).map(({ status }) => status);
const passTime = (ms: number) => moveDatabaseClock(database.owner, ms);
const dead = (processId: string) =>
  database.owner.query(
    `insert into process (id, kind, host, pid, version, commit, lock_key, server_started_at, started_at, heartbeat_at, stopped_at)
     values ($1, 'worker', 'h', 1, 'v', 'c', hashtext($1), now(), now(), now(), now()) on conflict do nothing`,
    [processId],
  );

const report = async (more: Partial<Report>) =>
  recordReport(ctx, {
    ...{ orgId: DEMO_IDS.organisation, channelId: SMS_CHANNEL, part: 0, parts: 1, errorCode: null, optedOut: false },
    ...{ replyId: (await kit.replies(ADA))[0]?.id ?? '', carrierId: carrier.taken[0]?.carrierId ?? 'SM0001' },
    state: 'sent',
    ...more,
  });

test('an answer by SMS waits for its claim, leaves once, and is delivered when the carrier says so', async () => {
  await kit.ask(ADA, 'We open at nine.');
  expect(await statuses()).toEqual(['pending']);
  await kit.sendAll(carrier);
  expect(carrier.taken).toMatchObject([{ from: CLINIC_NUMBER, to: ADA, text: 'We open at nine.', part: 0, parts: 1 }]);
  expect(await statuses()).toEqual(['sent']);
  await report({ state: 'delivered' });
  expect(await statuses()).toEqual(['delivered']);
});

test('claims at the same moment take each reply once', async () => {
  for (let i = 0; i < 20; i++) await kit.ask(`+1555010${1000 + i}`, `answer ${i}`);
  const rounds = await Promise.all(Array.from({ length: 8 }, (_, i) => kit.claim(5, `proc_${i}`)));
  const more = await kit.claim(100);
  const ids = [...rounds, more].flatMap(({ claims }) => claims.map(({ replyId }) => replyId));
  expect(ids).toHaveLength(20);
  expect(new Set(ids).size).toBe(20);
});

test('replies of a conversation leave one after the other, those of others meanwhile', async () => {
  for (const text of ['one', 'two', 'three']) await kit.ask(ADA, text);
  await kit.ask(BOB, 'hello Bob');
  const first = await kit.claim();
  expect(first.claims.map(({ text }) => text).sort()).toEqual(['hello Bob', 'one']);
  expect((await kit.claim()).claims).toEqual([]);
  for (const claim of first.claims) await kit.send(carrier, claim);
  await kit.sendAll(carrier);
  expect(texts().filter((text) => text !== 'hello Bob')).toEqual(['one', 'two', 'three']);
});

test('what the carrier refuses for now keeps its place, is tried again later, and ends when its tries are used up', async () => {
  carrier.fates.push(refused('retry', '20429', 3_000));
  await kit.ask(ADA, 'one');
  await kit.ask(ADA, 'two');
  await kit.sendAll(carrier);
  expect(texts()).toEqual([]);
  expect(await kit.replies(ADA)).toMatchObject([
    { status: 'pending', reason: '20429', attempts: 1 },
    { status: 'pending', attempts: 0 },
  ]);
  await passTime(3_100);
  await kit.sendAll(carrier);
  expect(texts()).toEqual(['one', 'two']);

  carrier.fates.push(...Array.from({ length: 6 }, () => refused('retry', '20429')));
  await kit.ask(ADA, 'three');
  await kit.ask(ADA, 'four');
  for (let i = 0; i < 6; i++) {
    await kit.sendAll(carrier);
    await passTime(60_000);
  }
  await kit.sendAll(carrier);
  expect(texts()).toEqual(['one', 'two', 'four']);
  expect((await kit.replies(ADA)).map(({ status }) => status)).toEqual(['sent', 'sent', 'failed', 'sent']);
});

test('what the carrier refuses for good fails, and the next one goes', async () => {
  carrier.fates.push(refused('terminal', '21211'));
  await kit.ask(ADA, 'one');
  await kit.ask(ADA, 'two');
  await kit.sendAll(carrier);
  expect(await kit.replies(ADA)).toMatchObject([{ status: 'failed', reason: '21211' }, { status: 'sent' }]);
});

test('taken although the answer was lost: found at the carrier, and not sent again', async () => {
  carrier.fates.push('lost');
  await kit.ask(ADA, 'one');
  await kit.ask(ADA, 'one');
  await kit.sendAll(carrier);
  expect(await statuses()).toEqual(['sending', 'pending']);
  expect(await kit.settle(carrier)).toEqual([]);
  await passTime(1_600);
  expect(await kit.settle(carrier)).toEqual(['accepted']);
  await kit.sendAll(carrier);
  expect(await statuses()).toEqual(['sent', 'sent']);
  expect(texts()).toEqual(['one', 'one']);
});

test('a text that is known is not taken for another one that says the same', async () => {
  await kit.ask(ADA, 'one');
  await kit.sendAll(carrier);
  carrier.fates.push('cut');
  await kit.ask(ADA, 'one');
  await kit.sendAll(carrier);
  await passTime(1_600);
  expect(await kit.settle(carrier)).toEqual(['ask_again']);
  await passTime(2_600);
  expect(await kit.settle(carrier)).toEqual(['send_again']);
  await kit.sendAll(carrier);
  expect(texts()).toEqual(['one', 'one']);
  expect(await statuses()).toEqual(['sent', 'sent']);
});

test('while the carrier cannot say, nothing is sent again; after a quarter of an hour people have to look', async () => {
  carrier.fates.push('lost');
  carrier.answers = false;
  await kit.ask(ADA, 'one');
  await kit.ask(ADA, 'two');
  await kit.sendAll(carrier);
  await passTime(1_600);
  expect(await kit.settle(carrier)).toEqual(['wait']);
  await passTime(900_000);
  expect(await kit.settle(carrier)).toEqual(['unknown']);
  await kit.sendAll(carrier);
  expect(texts()).toEqual(['one', 'two']);
  expect(await kit.replies(ADA)).toMatchObject([{ status: 'unknown', reason: 'nobody_can_say' }, { status: 'sent' }]);
  const { rows: incidents } = await database.owner.query('select kind, status, count, evidence from incident');
  expect(incidents).toMatchObject([
    { kind: 'unknown_outcome', status: 'open', count: 1, evidence: { channel_id: SMS_CHANNEL } },
  ]);
  await report({ state: 'delivered' });
  expect(await statuses()).toEqual(['delivered', 'sent']);
});

test('a sender that may still write is waited for; one that is proved dead is not', async () => {
  await kit.ask(ADA, 'one');
  const { claims } = await kit.claim(1, 'proc_paused');
  await passTime(13_000);
  expect(await kit.settle(carrier)).toEqual(['wait']);
  expect(await statuses()).toEqual(['sending']);
  await dead('proc_paused');
  await passTime(11_000);
  expect(await kit.settle(carrier)).toEqual(['ask_again']);
  await passTime(2_600);
  expect(await kit.settle(carrier)).toEqual(['send_again']);
  await kit.sendAll(carrier);
  expect(texts()).toEqual(['one']);
  // What the dead one would have to say counts for nothing any more.
  const [late] = claims;
  if (!late) throw new Error('nothing was claimed');
  carrier.fates.push(refused('terminal', '21211'));
  expect(await kit.send(carrier, late, { sender: 'proc_paused' })).toMatchObject({ outcome: 'settled_elsewhere' });
  expect(await statuses()).toEqual(['sent']);
});

test('a sender that is alive and sent before it hung is believed by what the carrier shows', async () => {
  await kit.ask(ADA, 'one');
  const { claims } = await kit.claim(1, 'proc_paused');
  for (const { from, to, replyId } of claims) {
    await carrier.send(
      { from, to, replyId, part: 0, parts: 1, text: 'one' },
      { signal: new AbortController().signal, mayWrite: () => true },
    );
  }
  await passTime(13_000);
  expect(await kit.settle(carrier)).toEqual(['accepted']);
  expect(await statuses()).toEqual(['sent']);
});

test('what this process has let go of itself is nobody’s', async () => {
  await kit.ask(ADA, 'one');
  await kit.claim(1, 'proc_me');
  await passTime(13_000);
  expect(await kit.settle(carrier, { self: 'proc_me', isSending: () => true })).toEqual(['wait']);
  await passTime(11_000);
  expect(await kit.settle(carrier, { self: 'proc_me' })).toEqual(['ask_again']);
});

test('a long reply leaves as several texts, in order, and is delivered with the last of them', async () => {
  await kit.ask(ADA, 'a|b|c');
  carrier.fates.push('taken', refused('retry', '20429'));
  await kit.ask(ADA, 'after');
  await kit.sendAll(carrier);
  expect(texts()).toEqual(['a']);
  await passTime(60_000);
  await kit.sendAll(carrier);
  expect(texts()).toEqual(['a', 'b', 'c', 'after']);
  expect(carrier.taken.map(({ part, parts }) => `${part}/${parts}`)).toEqual(['0/3', '1/3', '2/3', '0/1']);
  const [a, b, c] = carrier.taken.map(({ carrierId }) => carrierId);
  await report({ carrierId: c, part: 2, parts: 3, state: 'delivered' });
  await report({ carrierId: a, part: 0, parts: 3, state: 'delivered' });
  expect(await statuses()).toEqual(['sent', 'sent']);
  await report({ carrierId: b, part: 1, parts: 3, state: 'delivered' });
  expect(await statuses()).toEqual(['delivered', 'sent']);
});

test('reports lead forward only, however late, often or disordered they come', async () => {
  await kit.ask(ADA, 'one');
  await kit.sendAll(carrier);
  expect(await report({ state: 'undelivered', errorCode: '30003' })).toMatchObject({ status: 'undelivered' });
  expect(await report({ state: 'undelivered', errorCode: '30003' })).toBeNull();
  expect(await report({ state: 'sent' })).toMatchObject({ changed: false });
  expect(await report({ state: 'delivered' })).toMatchObject({ changed: false });
  expect(await kit.replies(ADA)).toMatchObject([{ status: 'undelivered', reason: '30003' }]);
  const { rows } = await database.owner.query('select state, error_code from delivery order by id');
  expect(rows.map(({ state }) => state).sort()).toEqual(['delivered', 'queued', 'sent', 'undelivered']);
});

test('a report about a text whose answer was lost is the proof that it was taken', async () => {
  carrier.fates.push('lost');
  await kit.ask(ADA, 'a|b');
  await kit.sendAll(carrier);
  expect(await report({ parts: 2, state: 'delivered' })).toMatchObject({ status: 'pending', changed: true });
  await kit.sendAll(carrier);
  expect(texts()).toEqual(['a', 'b']);
  expect(await statuses()).toEqual(['sent']);
  expect(await kit.settle(carrier)).toEqual([]);
});

test('a report that is faster than the answer to its own send changes nothing twice', async () => {
  await kit.ask(ADA, 'one');
  const { claims } = await kit.claim();
  expect(await report({ carrierId: 'SM0001', state: 'queued' })).toMatchObject({ status: 'sent' });
  for (const claim of claims) {
    expect(await kit.send(carrier, claim)).toMatchObject({ outcome: 'settled_elsewhere' });
  }
  expect(await statuses()).toEqual(['sent']);
});

test('a report for another channel’s reply, or for one that is not there, is about nothing of ours', async () => {
  await kit.ask(ADA, 'one');
  await kit.sendAll(carrier);
  expect(await report({ channelId: DEMO_IDS.channel, state: 'delivered' })).toBeNull();
  expect(await report({ replyId: 'rep_none', state: 'delivered' })).toBeNull();
  expect(await statuses()).toEqual(['sent']);
});

test('what the agent wrote before a person took over does not leave; what a person writes does', async () => {
  await kit.ask(ADA, 'from the agent');
  await database.owner.query(`update conversation set owner = 'person', owner_epoch = owner_epoch + 1`);
  await database.owner.query(`
    insert into reply (org_id, id, conversation_id, kind, cause, author, text, status, seq, created_at, due_at, owner_epoch)
    select org_id, 'rep_person', id, 'answer', 'answer', 'person', 'from a person', 'pending', last_seq + 1, now(), now(), 0
    from conversation`);
  await kit.sendAll(carrier);
  expect(texts()).toEqual(['from a person']);
  expect(await kit.replies(ADA)).toMatchObject([{ status: 'cancelled', reason: 'person_owns' }, { status: 'sent' }]);
});

test('nothing leaves for someone who was forgotten', async () => {
  await kit.ask(ADA, 'one');
  await database.owner.query('update conversation set address = null');
  await kit.sendAll(carrier);
  expect(texts()).toEqual([]);
  const { rows } = await database.owner.query('select status, reason from reply');
  expect(rows).toEqual([{ status: 'cancelled', reason: 'nothing_to_send' }]);
});

test('an organisation that floods does not keep another one waiting', async () => {
  await database.owner.query(`
    insert into organisation (id, name, slug, is_demo, time_zone, profile, created_at) values ('org_z', 'Z', 'z', true, 'UTC', '{}', now());
    insert into agent values ('org_z', 'agt_1', 'Z', 'active', 'agv_1', now());
    insert into agent_version values ('org_z', 'agv_1', 'agt_1', 1, '{}', 'd', now());
    insert into connection (org_id, id, kind, name, created_at, updated_at) values ('org_z', 'conn_z', 'twilio', 'Z', now(), now());
    insert into channel (org_id, id, kind, name, agent_id, allowed_origins, created_at, address, connection_id)
      values ('org_z', 'chan_z', 'sms', 'Z', 'agt_1', '{}', now(), '+15550109999', 'conn_z');
    insert into contact values ('org_z', 'cont_1', now());
    insert into conversation (org_id, id, channel_id, contact_id, agent_id, created_at, updated_at, address)
      select 'org_z', 'conv_' || n, 'chan_z', 'cont_1', 'agt_1', now(), now(), '+15550105555' from generate_series(1, 500) n;
    insert into reply (org_id, id, conversation_id, kind, cause, author, text, status, seq, created_at, due_at)
      select 'org_z', 'rep_' || n, 'conv_' || n, 'answer', 'answer', 'agent', 'z', 'pending', 1, now(), now() - interval '1 hour'
      from generate_series(1, 500) n`);
  await kit.ask(ADA, 'one');
  const { claims } = await kit.claim(10);
  expect(claims.filter(({ text }) => text === 'z')).toHaveLength(5);
  expect(claims.map(({ text }) => text)).toContain('one');
  await database.owner.query(`delete from reply where org_id = 'org_z'`);
});

test('replies change state in the ways of the table', async () => {
  const { rows } = await database.owner.query<{ was: string; became: string }>('select * from seen_transition');
  const inTable = REPLY_STATES.flatMap((was) => REPLY_TRANSITIONS[was].map((became) => `${was} → ${became}`));
  for (const { was, became } of rows) expect(inTable).toContain(`${was} → ${became}`);
});
