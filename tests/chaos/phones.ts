import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import { DEMO_LINE } from '@parley/shared/demo-clinic';
import type { Trade } from './customers.ts';
import { tokenOf } from './model.ts';
import type { Seeded } from './seeded.ts';
import type { Site } from './site.ts';

export type Phones = {
  /** What the api has taken, by the carrier's id of the text. */
  acknowledged: string[];
  /** Phones whose STOP was taken. */
  stopped: Set<string>;
  done: Promise<void>;
};

const TRY_MS = 3_000;

/** None of them is the clinic's own number. */
export const phoneOf = (n: number): string => `+1555010${String(n).padStart(5, '0')}`;

/** A text as the carrier brings it, again and again under the same id until it is taken. */
export async function text(site: Site, from: string, body: string, { twice = false } = {}): Promise<string> {
  const messageSid = site.street.twilio.newSid();
  const to = DEMO_LINE.number;
  const webhookUrl = `${site.url}/v1/channels/sms/${DEMO_IDS.connection}/inbound`;
  const send = () => site.street.twilio.sendInboundSms({ from, to, body, messageSid, webhookUrl, timeoutMs: TRY_MS });
  for (;;) {
    const answers = await Promise.all((twice ? [send, send] : [send]).map((deliver) => deliver().catch(() => null)));
    if (answers.some((answer) => answer?.status === 200)) return messageSid;
    await pause(100);
  }
}

/** So many phones text; some say STOP in the middle. */
export function textIn(site: Site, { customers, messages, overSeconds, random }: Omit<Trade, 'url'>): Phones {
  const phones: Phones = { acknowledged: [], stopped: new Set(), done: Promise.resolve() };
  const each = Math.ceil(messages / customers);
  phones.done = Promise.all(Array.from({ length: customers }, (_, n) => converse(n, random.fork(`phone ${n}`)))).then(
    () => {},
  );
  return phones;

  async function converse(n: number, chance: Seeded): Promise<void> {
    const phone = phoneOf(n);
    const stopsAt = chance.chance(0.25) ? Math.floor(chance.between(1, each)) : each;
    for (let i = 0; i < each; i++) {
      await pause(chance.between(0, (2_000 * overSeconds) / each));
      const body = i === stopsAt ? 'Stop' : `And ${tokenOf(100_000 + n, i)}?`;
      phones.acknowledged.push(await text(site, phone, body, { twice: chance.chance(0.1) }));
      if (i !== stopsAt) continue;
      phones.stopped.add(phone);
      return;
    }
  }
}

/** The carrier has a bad day: too many, away, and, worst, taken without a word. */
export function misbehaveAsCarrier(site: Site, random: Seeded): void {
  site.street.twilio.network.on = true;
  site.street.twilio.network.muddled = true;
  site.street.twilio.faults.decide((call) => {
    if (call.kind !== 'create') return random.chance(0.05) ? { kind: 'status', status: 503 } : null;
    if (random.chance(0.05)) return { kind: 'status', status: random.pick([429, 503]) };
    if (random.chance(0.03)) return { kind: 'accept_then_cut' };
    if (random.chance(0.02)) return { kind: 'accept_then_hang' };
    if (random.chance(0.02)) return { kind: 'cut' };
    return null;
  });
}
