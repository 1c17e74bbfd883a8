import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { Fault } from '@parley/testkit/street/faults';
import { type Listening, serveOnLoopback } from '@parley/testkit/street/serve';
import { createTwilio } from '@parley/testkit/street/twilio';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCarrierLine } from './call.ts';
import { createTwilioCarrier } from './carrier.ts';
import { explainCarrierError, refusalReason, retryAfterMs } from './errors.ts';
import { deliveryStateOf } from './status.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const CLINIC = '+15550100001';
const PATIENT = '+15550100777';
const NOW = new Date('2026-03-02T10:00:00Z');

let twilio: ReturnType<typeof createTwilio>;
let server: Listening;

beforeEach(async () => {
  twilio = createTwilio({ accountSid: ACCOUNT, authToken: 'right', now: () => NOW, randomBytes, senders: [CLINIC] });
  server = await serveOnLoopback(express().use(twilio.router));
});
afterEach(() => server.close());

const carrier = ({ authToken = 'right', baseUrl = server.url } = {}) =>
  createTwilioCarrier({
    accountSid: ACCOUNT,
    authToken,
    baseUrl,
    line: openCarrierLine({ allowedOrigins: [new URL(baseUrl).origin] }),
    statusUrl: 'https://a.test/status',
    now: () => NOW,
  });
const message = { replyId: 'rep_1', part: 0, parts: 1, from: CLINIC, to: PATIENT, text: 'Your visit is booked. 🦷 ' };
const send = (
  options: {
    timeoutMs?: number;
    mayWrite?: () => boolean;
    more?: Partial<typeof message>;
    by?: ReturnType<typeof carrier>;
  } = {},
) => {
  const { timeoutMs = 400, mayWrite = () => true, more = {}, by = carrier() } = options;
  return by.send({ ...message, ...more }, { signal: AbortSignal.timeout(timeoutMs), mayWrite });
};

test('a message is taken, with the address for its reports', async () => {
  expect(await send()).toEqual({ kind: 'accepted', carrierId: twilio.sent[0]?.sid, segments: 1 });
  expect(twilio.sent).toMatchObject([{ to: PATIENT, from: CLINIC, text: message.text }]);
  expect(twilio.messages[0]?.statusCallback).toBe('https://a.test/status?reply=rep_1&part=0&parts=1');
});

test('what may not be written is not, although the connection is open', async () => {
  expect(await send({ mayWrite: () => false })).toEqual({ kind: 'withheld' });
  expect(twilio.ledger.entries).toEqual([]);
  expect(await send()).toMatchObject({ kind: 'accepted' });
});

describe('what became of it', () => {
  const cases: [string, Fault, unknown, number][] = [
    [
      'too many',
      { kind: 'status', status: 429, retryAfterSeconds: 7 },
      { kind: 'refused', reason: 'retry', code: '20429', afterMs: 7_000 },
      0,
    ],
    [
      'STOP',
      { kind: 'status', status: 400, code: 21610 },
      { kind: 'refused', reason: 'consent', code: '21610', afterMs: null },
      0,
    ],
    [
      'an error for good',
      { kind: 'status', status: 400, code: 21614 },
      { kind: 'refused', reason: 'terminal', code: '21614', afterMs: null },
      0,
    ],
    ['unavailable', { kind: 'status', status: 503 }, { kind: 'ambiguous', reason: 'answered 503' }, 0],
    ['a hang', { kind: 'hang' }, { kind: 'ambiguous' }, 0],
    ['a cut', { kind: 'cut' }, { kind: 'ambiguous' }, 0],
    ['taken, then a cut', { kind: 'accept_then_cut' }, { kind: 'ambiguous' }, 1],
    ['taken, then a hang', { kind: 'accept_then_hang' }, { kind: 'ambiguous' }, 1],
  ];
  test.each(cases)('%s', async (_, fault, result, taken) => {
    twilio.faults.next(fault);
    expect(await send()).toMatchObject(result as object);
    expect(twilio.sent).toHaveLength(taken);
  });

  test('wrong credentials can be mended: it is tried again', async () => {
    expect(await send({ by: carrier({ authToken: 'wrong' }) })).toEqual({
      kind: 'refused',
      reason: 'retry',
      code: '20003',
      afterMs: null,
    });
  });

  test('nobody there: not a byte was written', async () => {
    const gone = await serveOnLoopback((_, res) => void res.end());
    await gone.close();
    expect(await send({ by: carrier({ baseUrl: gone.url }) })).toEqual({
      kind: 'refused',
      reason: 'retry',
      code: 'not_connected',
      afterMs: null,
    });
  });

  test('an answer that is none, or without end, is not known to be a refusal', async () => {
    const odd = await serveOnLoopback((_, res) => void res.writeHead(201).end('<html>'));
    expect(await send({ by: carrier({ baseUrl: odd.url }) })).toMatchObject({ kind: 'ambiguous' });
    await odd.close();
    const endless = await serveOnLoopback((_, res) => void res.writeHead(201).end('x'.repeat(2_000_000)));
    expect(await send({ by: carrier({ baseUrl: endless.url }), timeoutMs: 4_000 })).toMatchObject({
      kind: 'ambiguous',
    });
    await endless.close();
  });

  test('a connection that is never opened is given up without a byte', async () => {
    // The handshake of TLS is never answered.
    const mute = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    const { port } = mute.address() as { port: number };
    expect(await send({ by: carrier({ baseUrl: `https://127.0.0.1:${port}` }), timeoutMs: 100 })).toMatchObject({
      kind: 'refused',
      code: 'not_connected',
    });
    mute.close();
  });
});

test('an address that leads inside is not called', async () => {
  const line = openCarrierLine({ allowedOrigins: [] });
  for (const address of [server.url, 'https://169.254.169.254/', 'https://localtest.me.internal/']) {
    const called = await line.call({
      method: 'GET',
      url: new URL(address),
      headers: {},
      signal: AbortSignal.timeout(400),
    });
    expect(called.kind).toBe('not_written');
  }
  expect(twilio.ledger.entries).toEqual([]);
});

describe('asking what was taken', () => {
  const find = (after = NOW, by = carrier()) =>
    by.find({ from: CLINIC, to: PATIENT, after }, { signal: AbortSignal.timeout(2_000) });

  test('also what has not left the carrier yet, page by page, of this recipient and since then', async () => {
    for (let i = 0; i < 120; i++) await send({ more: { text: `text ${i}` } });
    await send({ more: { to: '+15550100888' } });
    const found = await find(new Date(NOW.getTime() + 999));
    expect(found).toHaveLength(120);
    expect(found[0]).toEqual({
      carrierId: expect.any(String),
      text: 'text 119',
      createdAt: NOW,
      state: 'queued',
      segments: 1,
      errorCode: null,
    });
    expect(await find(new Date(NOW.getTime() + 1_000))).toEqual([]);
  });

  test('with what became of it', async () => {
    const sent = await send();
    await twilio.reportStatus(sent.kind === 'accepted' ? sent.carrierId : '', 'undelivered', { errorCode: 30003 });
    expect(await find()).toMatchObject([{ state: 'undelivered', errorCode: '30003' }]);
  });

  test('throws when the carrier cannot say: nothing found would mean that it was never taken', async () => {
    twilio.faults.next({ kind: 'status', status: 503 });
    await expect(find()).rejects.toThrow(/503/);
    await expect(find(NOW, carrier({ authToken: 'wrong' }))).rejects.toThrow(/401/);
  });
});

test.each([
  [400, 21610, 'consent'],
  [400, 21611, 'retry'],
  [429, null, 'retry'],
  [401, 20003, 'retry'],
  [400, 21211, 'terminal'],
  [404, null, 'terminal'],
])('%i with %s asks for: %s', (status, code, reason) => {
  expect(refusalReason(status, code)).toBe(reason);
});

test.each([
  ['7', 7_000],
  ['0', 0],
  ['100000', 3_600_000],
  ['Mon, 02 Mar 2026 10:00:30 GMT', 30_000],
  ['Mon, 02 Mar 2026 09:00:00 GMT', 0],
  ['soon', null],
  ['', null],
  [undefined, null],
])('Retry-After %j means %s ms', (header, ms) => {
  expect(retryAfterMs(header, NOW)).toBe(ms);
});

test('words of the carrier, and errors in ours', () => {
  expect(['accepted', 'queued', 'sent', 'delivered', 'read', 'canceled', 'toString', 'x'].map(deliveryStateOf)).toEqual(
    ['queued', 'queued', 'sent', 'delivered', 'delivered', 'failed', null, null],
  );
  expect(explainCarrierError('30003')).toMatch(/switched off/);
  expect(explainCarrierError('99999')).toMatch(/99999/);
});
