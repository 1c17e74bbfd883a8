import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import { createClient } from '@parley/sdk/client';
import { tokenOf } from './model.ts';
import type { Seeded } from './seeded.ts';
import { PAGE } from './site.ts';

/** What a customer was told is safe: the word of the api, kept outside of it. */
export type Acknowledged = { customer: number; clientId: string; text: string; turnId: string; messageId: string };

export type Customers = {
  acknowledged: Acknowledged[];
  /** Sends that met a dead or deaf api, and were tried again with the same id, as the widget does. */
  retries: number;
  /** Resolves when every message has been acknowledged. */
  done: Promise<void>;
};

export type Trade = { url: string; customers: number; messages: number; overSeconds: number; random: Seeded };

const TRY_MS = 3_000;

/** So many people write so many messages over a time, some of them twice, and none gives up before it is taken. */
export function trade({ url, customers, messages, overSeconds, random }: Trade): Customers {
  const result: Customers = { acknowledged: [], retries: 0, done: Promise.resolve() };
  const each = Math.ceil(messages / customers);
  result.done = Promise.all(
    Array.from({ length: customers }, (_, n) => converse(n, each, random.fork(`customer ${n}`))),
  ).then(() => {});
  return result;

  async function converse(customer: number, count: number, chance: Seeded): Promise<void> {
    const guest = createClient({ baseUrl: url, headers: { Origin: PAGE } });
    const { token } = await insist(() =>
      guest.openChatSession({ body: { channel: DEMO_IDS.channel }, signal: soon() }),
    );
    const client = createClient({ baseUrl: url, token, headers: { Origin: PAGE } });
    const send = (clientId: string, text: string) =>
      insist(() => client.sendChatMessage({ body: { id: clientId, text }, signal: soon() }));

    for (let n = 0; n < count; n++) {
      await pause(chance.between(0, (2_000 * overSeconds) / count));
      const clientId = `c${customer}-${n}`;
      const text = `What about ${tokenOf(customer, n)}?`;
      // Sometimes the network delivers it twice at once.
      const deliveries = chance.chance(0.1) ? [send(clientId, text), send(clientId, text)] : [send(clientId, text)];
      for (const { turn_id, message_id } of await Promise.all(deliveries)) {
        result.acknowledged.push({ customer, clientId, text, turnId: turn_id, messageId: message_id });
      }
    }
  }

  async function insist<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      const answer = await work().catch(() => null);
      if (answer) return answer;
      result.retries += 1;
      await pause(100);
    }
  }
}

const soon = () => AbortSignal.timeout(TRY_MS);
