import { randomBytes } from 'node:crypto';
import type { CarrierOf } from '@parley/channels/carrier';
import { type CarrierLine, openCarrierLine } from '@parley/channels/twilio-sms/call';
import { createTwilioCarrier } from '@parley/channels/twilio-sms/carrier';
import type { Ctx } from '@parley/core/ctx';
import { CLINIC_NUMBER, openSmsKit, type SmsKit } from '@parley/core/testing/sms-kit';
import { openTestCore, type TestCore } from '@parley/core/testing/test-core';
import { silentLogger } from '@parley/telemetry/logger';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import type { Fault } from '@parley/testkit/street/faults';
import { type Listening, serveOnLoopback } from '@parley/testkit/street/serve';
import { createTwilio, type Twilio } from '@parley/testkit/street/twilio';
import { until } from '@parley/testkit/until';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSendLoop, type SendLoop, type SendLoopOptions } from './send-loop.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const ADA = '+15550100777';

let core: TestCore;
let ctx: Ctx;
let kit: SmsKit;
let street: Twilio;
let server: Listening;
let line: CarrierLine;
let loops: SendLoop[] = [];

beforeAll(async () => {
  core = await openTestCore();
  ctx = core.ctx;
  kit = await openSmsKit(core);
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.forget();
  const now = () => new Date();
  street = createTwilio({ accountSid: ACCOUNT, authToken: 't', now, randomBytes, senders: [CLINIC_NUMBER] });
  server = await serveOnLoopback(express().use(street.router));
  line = openCarrierLine({ allowedOrigins: [server.url] });
});
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.stop(1_000)));
  loops = [];
  line.close();
  await server.close();
});

const carrierOf: CarrierOf = async () =>
  createTwilioCarrier({
    ...{ accountSid: ACCOUNT, authToken: 't', baseUrl: server.url, line, statusUrl: null },
    now: () => new Date(),
  });

function newLoop(more: Partial<SendLoopOptions> = {}): SendLoop {
  const self = `proc_${loops.length}`;
  const base = { core: ctx, self, slots: 8, carrierOf, isAlive: () => true, onEnded: () => {}, log: silentLogger };
  const loop = createSendLoop({ ...base, ...more });
  loops.push(loop);
  return loop;
}

const rows = async (sql: string) => (await core.database.owner.query(sql)).rows;
const statuses = async () => (await rows('select status from reply order by seq')).map(({ status }) => status);
const texts = () => street.sent.map(({ text }) => text);
const passTime = (ms: number) => moveDatabaseClock(core.database.owner, ms);

/** What rings and sweeps do, time included, until every reply has ended. */
async function untilEnded(): Promise<void> {
  await until(
    async () => {
      for (const loop of loops) {
        await loop.ask();
        await loop.take();
      }
      const waiting = await rows(`select from reply where status in ('pending', 'sending')`);
      if (waiting.length > 0) await passTime(500);
      return waiting.length === 0;
    },
    { what: 'every reply has ended', timeoutMs: 30_000 },
  );
}

test('two workers and a carrier that fails in every way: each reply arrives once, in the order of its conversation', async () => {
  const people = Array.from({ length: 12 }, (_, i) => `+1555010${2000 + i}`);
  for (let turn = 0; turn < 6; turn++) {
    for (const phone of people) await kit.write(phone);
    await kit.answer(`answer ${turn}`);
  }
  const ways: Fault[] = [
    { kind: 'cut' },
    { kind: 'accept_then_cut' },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 429, retryAfterSeconds: 1 },
  ];
  let calls = 0;
  street.faults.decide(({ kind }) => (kind === 'create' ? (ways[calls++ % 9] ?? null) : null));
  newLoop();
  newLoop();
  await untilEnded();
  for (const phone of people) {
    const got = street.sent.filter(({ to }) => to === phone).map(({ text }) => text);
    expect(got).toEqual(Array.from({ length: 6 }, (_, turn) => `answer ${turn}`));
  }
  expect(new Set(await statuses())).toEqual(new Set(['sent']));
});

test('never more at once than it has slots', async () => {
  for (let i = 0; i < 6; i++) await kit.ask(`+1555010${3000 + i}`, 'hello');
  let running = 0;
  let most = 0;
  const counting: CarrierOf = async (channel) => {
    most = Math.max(most, ++running);
    return carrierOf(channel);
  };
  const loop = newLoop({ slots: 2, carrierOf: counting, onEnded: () => void running-- });
  await loop.take();
  await until(() => street.sent.length === 6);
  expect(most).toBe(2);
});

test('a claim that has grown too old is not written; it goes soon after', async () => {
  await kit.ask(ADA, 'hello');
  let now = 0;
  const slow: CarrierOf = async (channel) => {
    now += 401;
    return carrierOf(channel);
  };
  const ended: string[] = [];
  const loop = newLoop({ carrierOf: slow, clockMs: () => now, onEnded: (_, { outcome }) => ended.push(outcome) });
  await loop.take();
  await until(() => ended.length === 1);
  await loop.stop(0);
  expect([ended, texts(), await statuses()]).toEqual([['again'], [], ['pending']]);
  newLoop();
  await untilEnded();
  expect(texts()).toEqual(['hello']);
});

test('a process that cannot prove that it lives claims nothing, and writes nothing of what it had claimed', async () => {
  await kit.ask(ADA, 'hello');
  let alive = false;
  const dying: CarrierOf = async (channel) => {
    alive = false;
    return carrierOf(channel);
  };
  const loop = newLoop({ carrierOf: dying, isAlive: () => alive });
  await loop.take();
  expect(await statuses()).toEqual(['pending']);
  alive = true;
  await loop.take();
  await until(async () => (await rows(`select from reply where reason = 'too_late_to_write'`)).length === 1);
  expect([texts(), await statuses()]).toEqual([[], ['pending']]);
});

test('stopping breaks off a call that hangs; another worker asks the carrier, and it is not sent again', async () => {
  await kit.ask(ADA, 'hello');
  street.faults.next({ kind: 'accept_then_hang' });
  const loop = newLoop();
  await loop.take();
  await until(() => street.sent.length === 1);
  expect(await loop.stop(10)).toEqual({ unfinished: 1 });
  expect(await rows('select status, sender from reply')).toEqual([{ status: 'sending', sender: null }]);
  newLoop();
  await untilEnded();
  expect([texts(), await statuses()]).toEqual([['hello'], ['sent']]);
});

test('what was sent while the database was away is written down when it is back', async () => {
  await kit.ask(ADA, 'hello');
  let away = 2;
  const hot = new Proxy(ctx.hot, {
    get(pool, name) {
      if (name !== 'query') return Reflect.get(pool, name);
      return (query: { name: string; text: string }) => {
        if (query.name.startsWith('accept_part') && away-- > 0) throw new Error('the database is away');
        return pool.query(query);
      };
    },
  });
  await newLoop({ core: { ...ctx, hot } }).take();
  await until(async () => (await statuses())[0] === 'sent');
  expect(texts()).toEqual(['hello']);
});

test('without a connection to a carrier replies wait, and end when they have waited long enough', async () => {
  await kit.ask(ADA, 'hello');
  await newLoop({ carrierOf: async () => null }).take();
  await until(async () => (await rows(`select from reply where reason = 'no_connection'`)).length === 1);
  for (let i = 0; i < 8; i++) await passTime(60_000).then(untilLooked);
  expect(await rows('select status, reason from reply')).toEqual([{ status: 'failed', reason: 'no_connection' }]);
});

const untilLooked = async () => {
  await loops[0]?.take();
  await until(async () => (await rows(`select from reply where status = 'sending'`)).length === 0);
};
