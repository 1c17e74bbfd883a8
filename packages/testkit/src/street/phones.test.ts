import { randomBytes } from 'node:crypto';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestClock } from '../clock.ts';
import { until } from '../until.ts';
import { createPhones, PHONES, type Way } from './phones.ts';
import { type Listening, serveOnLoopback } from './serve.ts';
import { createTwilio } from './twilio.ts';
import { signTwilio } from './twilio-signature.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const TOKEN = 'a-token-of-this-test';
const LINE = '+15550100001';
const [AVA, BEN] = PHONES.map(({ number }) => number) as [string, string];

type Heard = { sid: string; from: string; body: string; account: string; signed: boolean };

let heard: Heard[];
let parley: Listening;
let carrier: Listening;
let twilio: ReturnType<typeof createTwilio>;
let phones: ReturnType<typeof createPhones>;
const waited: number[] = [];

/** Parley as far as a carrier knows it: it takes what is signed for its public address, and reports. */
const fakeParley = express()
  .use(express.urlencoded({ extended: false }))
  .post('/in', (req, res) => {
    const params = Object.entries(req.body as Record<string, string>);
    const signed = req.get('X-Twilio-Signature') === signTwilio(TOKEN, 'https://parley.test/in', params);
    const { MessageSid: sid, From: from, Body: body, AccountSid: account } = req.body;
    heard.push({ sid, from, body, account, signed });
    res.status(signed && account === ACCOUNT ? 200 : 403).end();
  })
  .post('/status', (_, res) => void res.end());

beforeEach(async () => {
  heard = [];
  waited.length = 0;
  parley = await serveOnLoopback(fakeParley);
  const reach = (url: string) => url.replace('https://parley.test', parley.url);
  twilio = createTwilio({ accountSid: ACCOUNT, authToken: TOKEN, now: createTestClock().now, randomBytes, reach });
  twilio.network.on = true;
  carrier = await serveOnLoopback(express().use(twilio.router));
  const wait = async (ms: number) => void waited.push(ms);
  phones = createPhones({ twilio, line: { number: LINE, webhookUrl: 'https://parley.test/in' }, wait });
});
afterEach(() => Promise.all([parley.close(), carrier.close()]));

const write = (way: Way, text = 'Hi') => phones.send({ from: AVA, text, way });
const shown = (number: string) => phones.view().phones.find((phone) => phone.number === number)?.messages ?? [];
const bodies = () => heard.map(({ body }) => body);

const send = (to: string, body: string) =>
  fetch(`${carrier.url}/2010-04-01/Accounts/${ACCOUNT}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}` },
    body: new URLSearchParams({ To: to, From: LINE, Body: body, StatusCallback: 'https://parley.test/status' }),
    signal: AbortSignal.timeout(3_000),
  });

test('a text is brought signed for the public address, wherever Parley really is', async () => {
  expect(await write('plain')).toMatchObject([{ status: 200 }]);
  expect(heard).toMatchObject([{ from: AVA, body: 'Hi', signed: true }]);
  expect(shown(AVA)).toMatchObject([{ mine: true, text: 'Hi', state: 'taken' }]);
  expect(shown(BEN)).toEqual([]);
});

test('twice at once is one text', async () => {
  await write('twice');
  expect(new Set(heard.map(({ sid }) => sid)).size).toBe(1);
  expect(heard).toHaveLength(2);
  expect(shown(AVA)).toMatchObject([{ state: 'brought 2 times, taken' }]);
});

test('five at once, two in the wrong order, and one that is late', async () => {
  await write('five_at_once');
  expect(new Set(heard.map(({ sid }) => sid)).size).toBe(5);
  heard = [];
  await write('reordered');
  expect(bodies()).toEqual(['Hi (second)', 'Hi (first)']);
  await write('late');
  expect(waited).toEqual([5_000]);
});

test.each(['forged', 'other_account'] as const)('%s is refused, and the phone shows it', async (way) => {
  await write(way);
  expect(shown(AVA)).toMatchObject([{ state: 'Parley refused it (403)' }]);
  expect(phones.view().log[0]).toMatchObject({ bad: true, text: 'Brought a text from Ava: Parley said 403' });
});

test('what Parley sends is on the phone once it was delivered; one that is off gets nothing', async () => {
  await send(AVA, 'for Ava');
  twilio.network.unreachable.add(BEN);
  await send(BEN, 'for Ben');
  await until(() => shown(AVA).length === 1);
  expect(shown(AVA)).toMatchObject([{ mine: false, text: 'for Ava' }]);
  // The log has it once Parley has answered the report.
  const told = 'Reported “undelivered” about a text to Ben: Parley said 200';
  await until(() => phones.view().log.some(({ text }) => text === told));
  expect(twilio.messages.at(-1)?.status).toBe('undelivered');
  expect(shown(BEN)).toEqual([]);
});

test('reports may come twice and in the wrong order', async () => {
  twilio.network.muddled = true;
  await send(AVA, 'x');
  const reports = () =>
    twilio.ledger.entries.flatMap((entry) => (entry.kind === 'webhook' ? [entry.params.MessageStatus] : []));
  await until(() => reports().length === 5);
  expect(reports()).toEqual(['delivered', 'sent', 'queued', 'sent', 'delivered']);
  expect(twilio.messages[0]?.status).toBe('delivered');
});

test.each([
  ['busy', 429, 0],
  ['down', 503, 0],
  ['slow', 201, 1],
  ['hangs', null, 0],
  ['loses_answers', null, 1],
] as const)('a carrier that is %s', async (mood, status, taken) => {
  phones.setMood(mood);
  expect(
    await send(AVA, 'x').then(
      ({ status }) => status,
      () => null,
    ),
  ).toBe(status);
  expect(twilio.sent).toHaveLength(taken);
  phones.setMood('works');
  expect((await send(AVA, 'y')).status).toBe(201);
});

test('a Parley that is not there is told, and without a number nobody can write', async () => {
  await parley.close();
  await write('plain');
  expect(shown(AVA)).toMatchObject([{ state: 'Parley did not answer' }]);
  parley = await serveOnLoopback(fakeParley);
  const unused = createPhones({ twilio, line: null, wait: async () => {} });
  await expect(unused.send({ from: AVA, text: 'x', way: 'plain' })).rejects.toThrow('no number');
});
