import { createTestDatabase, type TestDatabase } from '@parley/testkit/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPool, type Pool } from '../pools.ts';
import { claimReplies } from './claim-replies.ts';
import { claimStuckReplies } from './claim-stuck-replies.ts';
import { giveUpReply } from './give-up-reply.ts';
import { acceptPart, moveReply } from './mark-reply.ts';
import { recordCarrierOptOut, recordConsent } from './record-consent.ts';
import { recordReport } from './record-report.ts';

let database: TestDatabase;
let engine: Pool;

/** Two organisations whose rows carry the very same ids, and whose customers are the same person. */
beforeAll(async () => {
  database = await createTestDatabase();
  engine = createPool({ url: database.urls.engine, max: 4, name: 'test', onError: () => {} });
  for (const [org, ours] of [
    ['org_a', '+15550100001'],
    ['org_b', '+15550100002'],
  ]) {
    await database.owner.query(`
      insert into organisation (id, name, slug, is_demo, time_zone, profile, created_at) values ('${org}', '${org}', '${org}', false, 'UTC', '{}', now());
      insert into agent (org_id, id, name, status, current_version_id, created_at) values ('${org}', 'agt_1', 'Twin', 'active', 'agv_1', now());
      insert into agent_version (org_id, id, agent_id, number, spec, digest, created_at) values ('${org}', 'agv_1', 'agt_1', 1, '{}', 'd', now());
      insert into connection (org_id, id, kind, name, created_at, updated_at) values ('${org}', 'conn_1', 'twilio', 'Twin', now(), now());
      insert into channel (org_id, id, kind, name, agent_id, allowed_origins, created_at, address, connection_id)
        values ('${org}', 'chan_${org}', 'sms', 'Twin', 'agt_1', '{}', now(), '${ours}', 'conn_1');
      insert into contact (org_id, id, created_at) values ('${org}', 'cont_1', now());
      insert into contact_point (org_id, kind, address, contact_id, created_at) values ('${org}', 'sms', '+15550100777', 'cont_1', now())`);
  }
});
afterAll(async () => {
  await engine.end();
  await database.drop();
});
beforeEach(async () => {
  await database.owner.query(
    'truncate reply, conversation, delivery, consent, inbound_key, turn, message, incident cascade',
  );
  await database.owner.query(`
    insert into conversation (org_id, id, channel_id, contact_id, agent_id, open_key, last_seq, created_at, updated_at, address)
      select org_id, 'conv_1', id, 'cont_1', 'agt_1', id || ':cont_1', 1, now(), now(), '+15550100777' from channel;
    insert into reply (org_id, id, conversation_id, kind, cause, author, text, status, seq, created_at, due_at)
      select org_id, 'rep_1', 'conv_1', 'answer', 'answer', 'agent', org_id, 'pending', 1, now(), now() from channel`);
});

const claim = () => claimReplies(engine, { after: '', limit: 10, organisations: 10, deadlineMs: 0, sender: 'proc_1' });
const standing = async () => {
  const { rows } = await database.owner.query<{ org_id: string; status: string }>(
    `select org_id, status from reply where kind = 'answer' order by org_id`,
  );
  return Object.fromEntries(rows.map(({ org_id, status }) => [org_id, status]));
};
const ofA = { orgId: 'org_a', replyId: 'rep_1', sendNo: 1 };
const ofB = { ...ofA, orgId: 'org_b' };

test('a claim gives each organisation its own text, number and person', async () => {
  const { claims } = await claim();
  expect(claims.map(({ orgId, text, from, channelId }) => ({ orgId, text, from, channelId }))).toEqual([
    { orgId: 'org_a', text: 'org_a', from: '+15550100001', channelId: 'chan_org_a' },
    { orgId: 'org_b', text: 'org_b', from: '+15550100002', channelId: 'chan_org_b' },
  ]);
});

test('what becomes of one organisation’s send changes nothing of the other’s', async () => {
  await claim();
  expect(await acceptPart(engine, ofA, { carrierId: 'SM1', parts: 1, segments: 2, deliveryId: 'dlv_1' })).toEqual({
    more: false,
  });
  expect(await standing()).toEqual({ org_a: 'sent', org_b: 'sending' });
  expect(await moveReply(engine, ofB, { to: 'failed', reason: 'r', dueInMs: null, sender: 'proc_1' })).toBe(true);
  expect(await standing()).toEqual({ org_a: 'sent', org_b: 'failed' });
});

test('what a text costs stands in its own organisation’s ledger, once, whoever tells of it first', async () => {
  await claim();
  await database.owner.query(
    `insert into model_price (org_id, ref, segment_micros, updated_at) values ('org_a', 'sms', 8300, now())`,
  );
  const accepted = { carrierId: 'SM7', parts: 1, segments: 3, deliveryId: 'dlv_7' };
  for (const ref of [ofA, ofA, ofB]) await acceptPart(engine, ref, accepted);
  const { rows } = await database.owner.query(
    'select org_id, kind, units, micros::int as micros, unpriced from cost_entry where units = 3 order by org_id',
  );
  expect(rows).toEqual([
    { org_id: 'org_a', kind: 'sms', units: 3, micros: 24_900, unpriced: false },
    { org_id: 'org_b', kind: 'sms', units: 3, micros: 0, unpriced: true },
  ]);
});

test('stuck sends come with what their own organisation knows', async () => {
  await claim();
  await acceptPart(engine, ofA, { carrierId: 'SM1', parts: 2, segments: 2, deliveryId: 'dlv_1' });
  await claim();
  const stuck = await claimStuckReplies(engine, { limit: 10, patienceMs: 1_000 });
  expect(stuck.map(({ orgId, knownIds, part }) => ({ orgId, knownIds, part }))).toEqual(
    expect.arrayContaining([
      { orgId: 'org_a', knownIds: ['SM1'], part: 1 },
      { orgId: 'org_b', knownIds: [], part: 0 },
    ]),
  );
  const given = { reason: 'r', fingerprint: 'f', title: 't', channelId: 'c', at: new Date() };
  expect(await giveUpReply(engine, ofB, { ...given, incidentId: 'inc_1' })).toBe(true);
  expect(await standing()).toEqual({ org_a: 'sending', org_b: 'unknown' });
  const { rows } = await database.owner.query('select org_id from incident');
  expect(rows).toEqual([{ org_id: 'org_b' }]);
});

test('the same report about the same ids counts for each organisation on its own', async () => {
  await claim();
  for (const ref of [ofA, ofB])
    await acceptPart(engine, ref, { carrierId: 'SM1', parts: 1, segments: 2, deliveryId: 'dlv_1' });
  const report = (orgId: string, channelId: string) =>
    recordReport(engine, {
      ...{ orgId, channelId, keyHash: Buffer.from('k'), replyId: 'rep_1', part: 0, parts: 1, carrierId: 'SM1' },
      ...{ state: 'delivered', errorCode: null, states: ['queued', 'delivered'], passing: 1, deliveryId: 'dlv_2' },
      at: new Date(),
    });
  expect(await report('org_a', 'chan_org_b')).toBeNull();
  expect(await report('org_a', 'chan_org_a')).toMatchObject({ status: 'delivered' });
  expect(await standing()).toEqual({ org_a: 'delivered', org_b: 'sent' });
  expect(await report('org_b', 'chan_org_b')).toMatchObject({ status: 'delivered' });
});

test('STOP to one organisation is not STOP to the other', async () => {
  const row = {
    ...{ keyHash: Buffer.from('k'), point: { kind: 'sms', address: '+15550100777' }, word: 'stop' as const },
    ...{ text: 'STOP', traceparent: null, at: new Date(), reply: () => 'bye' },
    ids: {
      contact: 'cont_2',
      conversation: 'conv_2',
      turn: 'turn_1',
      message: 'msg_1',
      reply: 'rep_2',
      audit: 'aud_2',
    },
  };
  expect(await recordConsent(engine, { ...row, orgId: 'org_a', channelId: 'chan_org_b' })).toBe('no_channel');
  await recordConsent(engine, { ...row, orgId: 'org_a', channelId: 'chan_org_a' });
  expect(await standing()).toEqual({ org_a: 'cancelled', org_b: 'pending' });
  await recordCarrierOptOut(engine, { orgId: 'org_b', conversationId: 'conv_1', at: new Date(), auditId: 'aud_3' });
  expect(await standing()).toEqual({ org_a: 'cancelled', org_b: 'cancelled' });
  const { rows } = await database.owner.query('select org_id, ours, source from consent order by org_id');
  expect(rows).toEqual([
    { org_id: 'org_a', ours: '+15550100001', source: 'word' },
    { org_id: 'org_b', ours: '+15550100002', source: 'carrier' },
  ]);
});
