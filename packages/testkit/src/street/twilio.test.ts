import { randomBytes } from 'node:crypto';
import express from 'express';
import twilio from 'twilio';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestClock } from '../clock.ts';
import { until } from '../until.ts';
import { type Listening, serveOnLoopback } from './serve.ts';
import { createTwilio } from './twilio.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const TOKEN = 'a-token-of-this-test';
const CLINIC = '+15550100001';
const PATIENT = '+15550100777';

const clock = createTestClock();
const street = () =>
  createTwilio({ accountSid: ACCOUNT, authToken: TOKEN, now: clock.now, randomBytes, senders: [CLINIC] });

let carrier = street();
let server: Listening;
let client: ReturnType<typeof twilio>;
const servers: Listening[] = [];

async function serve(app: express.Router): Promise<Listening> {
  const listening = await serveOnLoopback(express().use(app));
  servers.push(listening);
  return listening;
}

beforeEach(async () => {
  carrier = street();
  server = await serve(carrier.router);
  client = twilio(ACCOUNT, TOKEN, { autoRetry: false, timeout: 3_000 });
  client.api.baseUrl = server.url;
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((listening) => listening.close()));
});

const send = (body: string, more: { from?: string; messagingServiceSid?: string } = { from: CLINIC }) =>
  client.messages.create({ to: PATIENT, body, ...more });

test('the real client sends, fetches and lists', async () => {
  const message = await client.messages.create({
    to: PATIENT,
    from: CLINIC,
    body: 'Your visit is booked ✓',
    mediaUrl: ['https://a.test/1.jpg', 'https://a.test/2.jpg'],
    statusCallback: 'http://127.0.0.1:1/status',
  });
  expect(message).toMatchObject({ status: 'queued', numSegments: '1', numMedia: '2', from: CLINIC, dateSent: null });
  expect(message.dateCreated).toEqual(clock.now());
  expect(await client.messages(message.sid).fetch()).toMatchObject({ body: 'Your visit is booked ✓', to: PATIENT });
  expect(carrier.sent).toEqual([{ sid: message.sid, to: PATIENT, from: CLINIC, text: 'Your visit is booked ✓' }]);
  expect(carrier.ledger.entries).toMatchObject([
    { kind: 'create', sid: message.sid, fault: null },
    { kind: 'fetch', sid: message.sid },
  ]);
});

test('a messaging service names its sender and segments only once the message is queued', async () => {
  const message = await send('a'.repeat(161), { messagingServiceSid: `MG${'1'.repeat(32)}` });
  expect(message).toMatchObject({ status: 'accepted', from: null, numSegments: '0' });
  await carrier.reportStatus(message.sid, 'queued');
  expect(await client.messages(message.sid).fetch()).toMatchObject({
    status: 'queued',
    from: CLINIC,
    numSegments: '2',
  });
});

test('lists page by page, newest first, and only what was sent within the dates asked for', async () => {
  const sids: string[] = [];
  for (const body of ['one', 'two', 'three', 'four', 'five']) sids.push((await send(body)).sid);
  const all = await client.messages.list({ to: PATIENT, pageSize: 2 });
  expect(all.map((message) => message.body)).toEqual(['five', 'four', 'three', 'two', 'one']);
  expect(await client.messages.list({ to: '+15550100999' })).toEqual([]);

  const today = new Date(clock.now().toISOString().slice(0, 10));
  expect(await client.messages.list({ dateSentAfter: today })).toEqual([]);
  await carrier.reportStatus(sids[1] ?? '', 'sent');
  const sent = await client.messages.list({ to: PATIENT, dateSentAfter: today });
  expect(sent.map((message) => message.body)).toEqual(['two']);
  const tomorrow = new Date(today.getTime() + 86_400_000);
  expect(await client.messages.list({ dateSentAfter: tomorrow })).toEqual([]);
  expect(await client.messages.list({ dateSentBefore: today })).toEqual([]);
});

test.each([
  ['an invalid number', { to: '5', from: CLINIC, body: 'hi' }, 21211, 400],
  ['no text', { to: PATIENT, from: CLINIC }, 21602, 400],
  ['no sender', { to: PATIENT, body: 'hi' }, 21603, 400],
  ['a sender that is not ours', { to: PATIENT, from: '+15550109999', body: 'hi' }, 21606, 400],
  ['too long a text', { to: PATIENT, from: CLINIC, body: 'x'.repeat(1601) }, 21617, 400],
  ['someone who said STOP', { to: '+15550100666', from: CLINIC, body: 'hi' }, 21610, 400],
])('refuses %s', async (_, params, code, status) => {
  carrier.optOut('+15550100666');
  await expect(client.messages.create(params)).rejects.toMatchObject({ code, status });
  expect(carrier.sent).toEqual([]);
  expect(carrier.ledger.entries.at(-1)).toMatchObject({ refused: code });
});

test('refuses a wrong token, another account and an unknown message', async () => {
  const stranger = twilio(ACCOUNT, 'wrong');
  stranger.api.baseUrl = server.url;
  await expect(stranger.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  await expect(client.messages(`SM${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('faults come on demand, and only where they are asked for', async () => {
  carrier.faults.next({ kind: 'status', status: 429, retryAfterSeconds: 2 }, { on: (call) => call.kind === 'create' });
  carrier.faults.next({ kind: 'status', status: 503 }, { on: (call) => call.kind === 'create' });
  expect(await client.messages.list()).toEqual([]);
  await expect(send('x')).rejects.toMatchObject({ status: 429, code: 20429 });
  await expect(send('x')).rejects.toMatchObject({ status: 503 });
  await expect(send('x')).resolves.toMatchObject({ status: 'queued' });
});

test('an answer may be lost although the message was taken, or the message with it', async () => {
  carrier.faults.next({ kind: 'cut' });
  await expect(send('never taken')).rejects.toThrow();
  expect(carrier.sent).toEqual([]);
  carrier.faults.next({ kind: 'accept_then_cut' });
  await expect(send('taken')).rejects.toThrow();
  carrier.faults.next({ kind: 'accept_then_hang' });
  await expect(send('taken too')).rejects.toThrow();
  expect(carrier.sent.map((message) => message.text)).toEqual(['taken', 'taken too']);
});

test('an answer can be held back until the test lets it go', async () => {
  const gate = Promise.withResolvers<void>();
  carrier.faults.next({ kind: 'hold', until: gate.promise });
  let answered = false;
  const sending = send('wait').then(() => {
    answered = true;
  });
  await until(() => carrier.sent.length === 1);
  expect(answered).toBe(false);
  gate.resolve();
  await sending;
});

test('inbound messages carry a signature that the real library accepts, repeated parameters included', async () => {
  const seen: { url: string; valid: boolean; tampered: boolean; params: Record<string, unknown> }[] = [];
  const app = express.Router();
  app.post('/sms', express.urlencoded({ extended: false }), (req, res) => {
    const url = `${ours.url}${req.originalUrl}`;
    const check = (params: Record<string, unknown>) =>
      twilio.validateRequest(TOKEN, String(req.headers['x-twilio-signature']), url, params);
    const params = { ...req.body };
    seen.push({ url, valid: check(params), tampered: check({ ...params, Body: 'other' }), params });
    res.type('text/xml').send('<Response/>');
  });
  const ours = await serve(app);

  const sms = { to: CLINIC, from: PATIENT, webhookUrl: `${ours.url}/sms?tenant=a%20b&x=1` };
  const extra = [
    ['ReferralNumMedia', '0'] as const,
    ['Tag', 'b'] as const,
    ['Tag', 'a'] as const,
    ['Tag', 'b'] as const,
  ];
  const body = 'Ärger? 100% 🦷 & more';
  const first = await carrier.sendInboundSms({ ...sms, body, extra, mediaUrls: ['http://127.0.0.1/a.jpg'] });
  expect(first).toMatchObject({ status: 200, body: '<Response/>' });
  const again = await carrier.sendInboundSms({ ...sms, body, messageSid: first.messageSid });
  expect(again.messageSid).toBe(first.messageSid);

  expect(seen.map(({ valid, tampered }) => ({ valid, tampered }))).toEqual([
    { valid: true, tampered: false },
    { valid: true, tampered: false },
  ]);
  expect(seen[0]?.params).toMatchObject({ Body: body, From: PATIENT, NumMedia: '1', Tag: ['b', 'a', 'b'] });
  expect(carrier.messages).toHaveLength(1);
});

test('status callbacks come signed, in the order the test wants; the resource only goes forward', async () => {
  const seen: string[] = [];
  const app = express.Router();
  app.post('/status', express.urlencoded({ extended: false }), (req, res) => {
    const signature = String(req.headers['x-twilio-signature']);
    const valid = twilio.validateRequest(TOKEN, signature, `${ours.url}/status`, req.body);
    seen.push(`${req.body.MessageStatus} ${req.body.ErrorCode ?? '-'} ${valid}`);
    res.status(204).end();
  });
  const ours = await serve(app);
  const { sid } = await client.messages.create({
    to: PATIENT,
    from: CLINIC,
    body: 'hi',
    statusCallback: `${ours.url}/status`,
  });

  await carrier.reportStatus(sid, 'undelivered', { errorCode: 30003 });
  await carrier.reportStatus(sid, 'sent');
  await carrier.reportStatus(sid, 'sent');
  expect(seen).toEqual(['undelivered 30003 true', 'sent - true', 'sent - true']);
  expect(await client.messages(sid).fetch()).toMatchObject({ status: 'undelivered', errorCode: 30003 });
});

test('a webhook that nobody answers is a result, not an exception', async () => {
  const gone = await serve(express.Router());
  await gone.close();
  servers.pop();
  const sms = { to: CLINIC, from: PATIENT, body: 'hi', webhookUrl: `${gone.url}/sms` };
  expect(await carrier.sendInboundSms(sms)).toMatchObject({
    status: null,
    error: expect.stringMatching(/ECONNREFUSED/),
  });
});
