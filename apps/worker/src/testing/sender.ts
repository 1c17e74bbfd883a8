import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openCarrierLine } from '@parley/channels/twilio-sms/call';
import { createTwilioCarrier } from '@parley/channels/twilio-sms/carrier';
import type { Ctx } from '@parley/core/ctx';
import { register } from '@parley/db/liveness/register';
import { createPool } from '@parley/db/pools';
import { makeId } from '@parley/shared/ids';
import { silentLogger } from '@parley/telemetry/logger';
import { createSendLoop } from '../replies/send-loop.ts';

export type SenderOrders = { processId: string; databaseUrl: string; carrierUrl: string; accountSid: string };

/*
 * A process of its own that sends one round of replies. It says `claimed` when it holds a reply and has written nothing,
 * and goes on when it is told to, so that a test may pause it in between.
 */
const orders = JSON.parse(process.argv[2] ?? '') as SenderOrders;
const told = createInterface({ input: process.stdin });
const life = await register({
  url: orders.databaseUrl,
  processId: orders.processId,
  ...{ kind: 'worker', host: 'here', pid: process.pid, version: '1', commit: 'abc' },
});
const now = () => new Date();
const core = {
  hot: createPool({ url: orders.databaseUrl, max: 2, name: 'sender', onError: () => {} }),
  now,
  newId: (kind: Parameters<Ctx['newId']>[0]) => makeId(kind, now(), randomBytes),
  ring: () => {},
  live: () => {},
} as unknown as Ctx;
const line = openCarrierLine({ allowedOrigins: [orders.carrierUrl] });
const loop = createSendLoop({
  core,
  self: orders.processId,
  slots: 1,
  carrierOf: async () => {
    console.log('claimed');
    await once(told, 'line');
    return createTwilioCarrier({
      ...{ accountSid: orders.accountSid, authToken: 't', baseUrl: orders.carrierUrl, line, statusUrl: null, now },
    });
  },
  isAlive: life.isAlive,
  onEnded: (_, { outcome }) => console.log(outcome),
  log: silentLogger,
});
await loop.take();
