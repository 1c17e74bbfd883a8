import type { Answer } from './faults.ts';
import { twilioError } from './twilio-errors.ts';
import { type CarrierMessage, type MessageStatus, messageJson, moveMessage } from './twilio-messages.ts';

export type CarrierOptions = {
  accountSid: string;
  now: () => Date;
  randomBytes: (size: number) => Buffer;
  /** Numbers that may send; any may when left out. A messaging service chooses the first. */
  senders?: string[];
  /** Told of each message that was taken, once the answer to it is on its way. */
  taken?: (message: CarrierMessage) => void;
};

export type FormParams = Record<string, string | string[] | undefined>;

type NewMessage = Pick<CarrierMessage, 'direction' | 'to' | 'from' | 'body' | 'status'> & Partial<CarrierMessage>;

export type Carrier = ReturnType<typeof createCarrier>;

const E164 = /^\+[1-9]\d{6,14}$/;
const BODY_MAX = 1_600;

const one = (value: string | string[] | undefined): string => [value ?? ''].flat()[0] ?? '';

/** What the carrier holds and the rules by which it takes a message; no protocol. */
export function createCarrier({ accountSid, now, randomBytes, senders, taken = () => {} }: CarrierOptions) {
  const messages: CarrierMessage[] = [];
  const bySid = new Map<string, CarrierMessage>();
  const optedOut = new Set<string>();
  const newSid = (prefix = 'SM'): string => prefix + randomBytes(16).toString('hex');

  function hold(message: NewMessage): CarrierMessage {
    const at = now();
    const empty = { mediaUrls: [], messagingServiceSid: null, statusCallback: null, errorCode: null, sentAt: null };
    const held = { sid: newSid(), accountSid, ...empty, createdAt: at, updatedAt: at, ...message };
    messages.push(held);
    bySid.set(held.sid, held);
    return held;
  }

  function refusalOf(params: FormParams): number | null {
    const [to, from, body] = [one(params.To), one(params.From), one(params.Body)];
    if (!to) return 21604;
    if (!from && !params.MessagingServiceSid) return 21603;
    if (!body && !params.MediaUrl) return 21602;
    if (!E164.test(to)) return 21211;
    if (from && !E164.test(from)) return 21212;
    if (from && senders && !senders.includes(from)) return 21606;
    if (to === from) return 21266;
    if (body.length > BODY_MAX) return 21617;
    return optedOut.has(to) ? 21610 : null;
  }

  return {
    messages,
    optedOut,
    newSid,
    hold,
    find: (sid: string): CarrierMessage | undefined => bySid.get(sid),
    create(params: FormParams): Answer {
      const code = refusalOf(params);
      if (code !== null) return twilioError(code);
      const from = one(params.From) || null;
      const message = hold({
        direction: 'outbound-api',
        to: one(params.To),
        from,
        body: one(params.Body),
        mediaUrls: [params.MediaUrl ?? []].flat(),
        messagingServiceSid: one(params.MessagingServiceSid) || null,
        statusCallback: one(params.StatusCallback) || null,
        status: from ? 'queued' : 'accepted',
      });
      setImmediate(taken, message);
      return { status: 201, body: messageJson(message) };
    },
    move(sid: string, status: MessageStatus, errorCode: number | undefined): CarrierMessage {
      const message = bySid.get(sid);
      if (!message) throw new Error(`the carrier holds no message ${sid}`);
      moveMessage(message, status, now(), senders?.[0] ?? null);
      message.errorCode = errorCode ?? message.errorCode;
      return message;
    },
  };
}
