import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import { createClient } from '@parley/sdk/client';
import type { Acknowledged } from './customers.ts';
import { tokenOf } from './model.ts';
import { phoneOf, text } from './phones.ts';
import { PAGE, type Site } from './site.ts';

/** One customer whom a directed schedule makes speak, with what the api told them. */
export type Customer = {
  acknowledged: Acknowledged[];
  say(n: number): Promise<Acknowledged>;
};

let customers = 0;

export async function customerOf(site: Site): Promise<Customer> {
  const customer = customers++;
  const open = await createClient({ baseUrl: site.url, headers: { Origin: PAGE } }).openChatSession({
    body: { channel: DEMO_IDS.channel },
  });
  const client = createClient({ baseUrl: site.url, token: open.token, headers: { Origin: PAGE } });
  const acknowledged: Acknowledged[] = [];
  return {
    acknowledged,
    async say(n) {
      const clientId = `c${customer}-${n}`;
      const text = `What about ${tokenOf(customer, n)}?`;
      const { turn_id, message_id } = await client.sendChatMessage({ body: { id: clientId, text } });
      const told = { customer, clientId, text, turnId: turn_id, messageId: message_id };
      acknowledged.push(told);
      return told;
    },
  };
}

/** The same on a phone. The carrier repeats a text until it is taken. */
export function phoneCustomer(site: Site): Customer {
  const customer = customers++;
  return {
    acknowledged: [],
    async say(n) {
      const body = `What about ${tokenOf(customer, n)}?`;
      const messageId = await text(site, phoneOf(customer), body);
      return { customer, clientId: messageId, text: body, turnId: '', messageId };
    },
  };
}
