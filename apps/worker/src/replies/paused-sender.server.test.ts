import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { type CarrierLine, openCarrierLine } from '@parley/channels/twilio-sms/call';
import { createTwilioCarrier } from '@parley/channels/twilio-sms/carrier';
import { CLINIC_NUMBER, openSmsKit, type SmsKit } from '@parley/core/testing/sms-kit';
import { openTestCore, type TestCore } from '@parley/core/testing/test-core';
import { isProvedDead } from '@parley/db/liveness/proved-dead';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { type Listening, serveOnLoopback } from '@parley/testkit/street/serve';
import { createTwilio, type Twilio } from '@parley/testkit/street/twilio';
import { until } from '@parley/testkit/until';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SenderOrders } from '../testing/sender.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const ADA = '+15550100777';

let core: TestCore;
let kit: SmsKit;
let street: Twilio;
let server: Listening;
let line: CarrierLine;

beforeAll(async () => {
  core = await openTestCore();
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
  line.close();
  await server.close();
});

const carrier = () =>
  createTwilioCarrier({
    ...{ accountSid: ACCOUNT, authToken: 't', baseUrl: server.url, line, statusUrl: null },
    now: () => new Date(),
  });
const passTime = (ms: number) => moveDatabaseClock(core.database.owner, ms);
const status = async () => (await kit.replies(ADA)).map((reply) => reply.status);

type Sender = { id: string; child: ChildProcess; lines: Interface };
const senders: Sender[] = [];
afterEach(() => {
  for (const { child } of senders.splice(0)) child.kill('SIGKILL');
});

/** A process that has claimed the reply that is due, and has written nothing. */
async function senderWithClaim(): Promise<Sender> {
  const id = core.ctx.newId('process');
  const orders: SenderOrders = {
    processId: id,
    databaseUrl: core.database.urls.engine,
    carrierUrl: server.url,
    accountSid: ACCOUNT,
  };
  const script = path.join(import.meta.dirname, '../testing/sender.ts');
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const sender = { id, child, lines };
  senders.push(sender);
  expect(await nextLine(sender)).toBe('claimed');
  return sender;
}

const nextLine = async ({ lines }: Sender): Promise<string> => (await once(lines, 'line'))[0] as string;
const goOn = ({ child }: Sender) => child.stdin?.write('go\n');

test('a sender that was paused between claim and write is waited for, and wakes too late to write', async () => {
  await kit.ask(ADA, 'hello');
  const sender = await senderWithClaim();
  sender.child.kill('SIGSTOP');
  const pausedAt = performance.now();
  goOn(sender);
  await passTime(13_000);
  expect(await kit.settle(carrier())).toEqual(['wait']);
  expect([street.sent, await status()]).toEqual([[], ['sending']]);
  // In real time: what guards here is the process's own sense of it.
  await until(() => performance.now() > pausedAt + 450);
  sender.child.kill('SIGCONT');
  expect(await nextLine(sender)).toBe('again');
  expect(street.sent).toEqual([]);
  // It would take it again by itself; here it is somebody else's turn.
  sender.child.kill('SIGKILL');
  await once(sender.child, 'exit');
  await passTime(1_000);
  await kit.sendAll(carrier());
  expect(street.sent.map(({ text }) => text)).toEqual(['hello']);
});

test('a sender that was killed before it wrote is proved dead; the carrier is asked, and another one sends', async () => {
  await kit.ask(ADA, 'hello');
  const sender = await senderWithClaim();
  sender.child.kill('SIGSTOP');
  sender.child.kill('SIGKILL');
  await until(() => isProvedDead(core.ctx.hot, sender.id));
  await passTime(13_000);
  expect(await kit.settle(carrier())).toEqual(['ask_again']);
  await passTime(2_600);
  expect(await kit.settle(carrier())).toEqual(['send_again']);
  await kit.sendAll(carrier());
  expect(street.sent.map(({ text }) => text)).toEqual(['hello']);
});

test('a sender that was paused after it wrote is believed by what the carrier shows, and changes nothing later', async () => {
  await kit.ask(ADA, 'hello');
  const sender = await senderWithClaim();
  const answer = Promise.withResolvers<void>();
  street.faults.next({ kind: 'hold', until: answer.promise }, { on: ({ kind }) => kind === 'create' });
  goOn(sender);
  await until(() => street.sent.length === 1);
  sender.child.kill('SIGSTOP');
  await passTime(13_000);
  expect(await kit.settle(carrier())).toEqual(['accepted']);
  expect(await status()).toEqual(['sent']);
  answer.resolve();
  sender.child.kill('SIGCONT');
  expect(await nextLine(sender)).toBe('settled_elsewhere');
  await kit.sendAll(carrier());
  expect([street.sent.length, await status()]).toEqual([1, ['sent']]);
});
