import { DEMO_PHONES } from '@parley/shared/demo-clinic';
import type { Ledger } from './ledger.ts';
import type { Delivery } from './outgoing.ts';
import type { Twilio } from './twilio.ts';
import type { TwilioEntry } from './twilio-ledger.ts';
import type { CarrierMessage } from './twilio-messages.ts';
import type { InboundSms } from './twilio-webhooks.ts';

export type Phone = { number: string; owner: string };

export const PHONES: readonly Phone[] = DEMO_PHONES;

/** How a text is brought to Parley: as it should be, or as it should not. */
export const WAYS = [
  'plain',
  'picture',
  'twice',
  'five_at_once',
  'reordered',
  'late',
  'forged',
  'other_account',
] as const;
export type Way = (typeof WAYS)[number];

/** How the carrier meets Parley's calls to send. */
export const MOODS = ['works', 'busy', 'down', 'hangs', 'slow', 'loses_answers'] as const;
export type Mood = (typeof MOODS)[number];

export type PhonesOptions = {
  twilio: Twilio;
  /** The number that the phones write to, and where the carrier brings what they write. */
  line: { number: string; webhookUrl: string } | null;
  wait: (ms: number) => Promise<void>;
};

export type Sending = { from: string; text: string; way: Way };

export type Phones = {
  readonly mood: Mood;
  setMood(mood: Mood): void;
  /** What Parley answered to each delivery. */
  send(sending: Sending): Promise<Delivery[]>;
  view(): PhonesView;
};

type Shown = { sid: string; mine: boolean; text: string; at: Date; state: string };

export type PhonesView = {
  line: string | null;
  mood: Mood;
  muddled: boolean;
  phones: (Phone & { on: boolean; messages: Shown[] })[];
  log: { at: Date; text: string; bad: boolean }[];
};

const PICTURE = 'https://api.twilio.com/2010-04-01/a-picture-of-a-tooth';
const LATE_MS = 5_000;
const LOG_LINES = 40;

/** People's phones on the network of the fake carrier. */
export function createPhones({ twilio, line, wait }: PhonesOptions): Phones {
  const answers = new Map<string, Delivery[]>();
  let mood: Mood = 'works';

  async function bring(sms: Omit<InboundSms, 'to' | 'webhookUrl'>) {
    if (!line) throw new Error('there is no number to write to');
    const { messageSid, ...answer } = await twilio.sendInboundSms({
      ...sms,
      to: line.number,
      webhookUrl: line.webhookUrl,
    });
    answers.set(messageSid, [...(answers.get(messageSid) ?? []), answer]);
    return { messageSid, ...answer };
  }

  const ways: Record<Way, (from: string, text: string) => Promise<Delivery[]>> = {
    plain: async (from, body) => [await bring({ from, body })],
    picture: async (from, body) => [await bring({ from, body, mediaUrls: [PICTURE] })],
    async twice(from, body) {
      const messageSid = twilio.newSid();
      return Promise.all([bring({ from, body, messageSid }), bring({ from, body, messageSid })]);
    },
    five_at_once: (from, text) =>
      Promise.all([1, 2, 3, 4, 5].map((place) => bring({ from, body: `${text} (${place} of 5)` }))),
    async reordered(from, text) {
      const [first, second] = [twilio.newSid(), twilio.newSid()];
      const later = await bring({ from, body: `${text} (second)`, messageSid: second });
      return [later, await bring({ from, body: `${text} (first)`, messageSid: first })];
    },
    async late(from, body) {
      await wait(LATE_MS);
      return [await bring({ from, body })];
    },
    forged: async (from, body) => [await bring({ from, body, authToken: 'a-token-that-somebody-guessed' })],
    other_account: async (from, body) => [await bring({ from, body, accountSid: `AC${'f'.repeat(32)}` })],
  };

  return {
    get mood() {
      return mood;
    },
    setMood(next) {
      mood = next;
      twilio.faults.decide(faultOf(next, wait));
    },
    send: ({ from, text, way }) => ways[way](from, text),
    view: () => ({
      line: line?.number ?? null,
      mood,
      muddled: twilio.network.muddled,
      phones: PHONES.map((phone) => ({
        ...phone,
        on: !twilio.network.unreachable.has(phone.number),
        messages: shownOn(phone, twilio.messages, answers),
      })),
      log: logOf(twilio.ledger),
    }),
  };
}

const SLOW_MS = 3_000;

function faultOf(mood: Mood, wait: (ms: number) => Promise<void>): Parameters<Twilio['faults']['decide']>[0] {
  return (call) => {
    if (call.kind !== 'create') return null;
    switch (mood) {
      case 'works':
        return null;
      case 'busy':
        return { kind: 'status', status: 429, retryAfterSeconds: 2 };
      case 'down':
        return { kind: 'status', status: 503 };
      case 'hangs':
        return { kind: 'hang' };
      case 'slow':
        return { kind: 'hold', until: wait(SLOW_MS) };
      case 'loses_answers':
        return { kind: 'accept_then_cut' };
    }
  };
}

/** What its owner has written, and what has reached it: on its way is not there yet. */
function shownOn({ number }: Phone, messages: readonly CarrierMessage[], answers: Map<string, Delivery[]>): Shown[] {
  const shown = messages.flatMap((message): Shown[] => {
    const { sid, body, from, to, status, createdAt } = message;
    if (from === number) return [{ sid, mine: true, text: body, at: createdAt, state: takenOf(answers.get(sid)) }];
    if (to !== number || status !== 'delivered') return [];
    return [{ sid, mine: false, text: body, at: message.updatedAt, state: 'delivered' }];
  });
  return shown.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function takenOf(answers: Delivery[] = []): string {
  const [first] = answers;
  if (!first) return 'on its way';
  if (first.status === null) return 'Parley did not answer';
  if (first.status >= 300) return `Parley refused it (${first.status})`;
  return answers.length > 1 ? `brought ${answers.length} times, taken` : 'taken';
}

const logOf = ({ entries }: Ledger<TwilioEntry>): PhonesView['log'] =>
  entries
    .slice(-LOG_LINES)
    .flatMap((entry) => lineOf(entry) ?? [])
    .toReversed();

function lineOf(entry: TwilioEntry): PhonesView['log'][number] | null {
  const { at } = entry;
  if (entry.kind === 'webhook') return { at, ...webhookLine(entry) };
  if (entry.kind !== 'create') return { at, text: 'Parley asked what was taken', bad: false };
  const sent = `Parley sent a text to ${ownerOf([entry.params.To ?? ''].flat()[0])}`;
  if (entry.fault) return { at, text: `${sent}; ${FAULT_WORDS[entry.fault] ?? entry.fault}`, bad: true };
  if (entry.refused) return { at, text: `${sent}; it was refused (${entry.refused})`, bad: true };
  return { at, text: sent, bad: false };
}

const FAULT_WORDS: Record<string, string> = {
  status: 'it was refused',
  hang: 'it got no answer',
  hold: 'it was taken, and answered late',
  accept_then_cut: 'it was taken, but the answer was lost',
};

function webhookLine({ params, delivery }: Extract<TwilioEntry, { kind: 'webhook' }>) {
  const what = params.MessageStatus
    ? `Reported “${params.MessageStatus}” about a text to ${ownerOf(params.To)}`
    : `Brought a text from ${ownerOf(params.From)}`;
  const answer = delivery.status === null ? 'no answer' : `Parley said ${delivery.status}`;
  return { text: `${what}: ${answer}`, bad: delivery.status === null || delivery.status >= 300 };
}

const ownerOf = (number: string | undefined): string =>
  PHONES.find((phone) => phone.number === number)?.owner ?? number ?? 'nobody';
