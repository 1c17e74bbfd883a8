import type { Router } from 'express';
import { createFaults, type Faults } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { Delivery } from './outgoing.ts';
import { type CarrierOptions, createCarrier } from './twilio-carrier.ts';
import type { TwilioCall, TwilioEntry } from './twilio-ledger.ts';
import type { CarrierMessage, MessageStatus } from './twilio-messages.ts';
import { createNetwork, type Network } from './twilio-network.ts';
import { type OwnNumber, twilioRouter } from './twilio-rest.ts';
import { type InboundSms, inboundParams, postSigned, type SignedPost, statusParams } from './twilio-webhooks.ts';

export type TwilioOptions = Omit<CarrierOptions, 'taken'> & {
  authToken: string;
  keep?: number;
  numbers?: readonly OwnNumber[];
  /** Where an address that Twilio was told really is: a proxy stands before it, and the signature is over the one told. */
  reach?: (url: string) => string;
  /** How long a message is under way between two of its reports. */
  pace?: () => Promise<void>;
};

export type StatusReport = { errorCode?: number } & Partial<Pick<SignedPost, 'authToken' | 'signedUrl' | 'timeoutMs'>>;

export type Twilio = {
  router: Router;
  ledger: Ledger<TwilioEntry>;
  faults: Faults<TwilioCall>;
  /** What the carrier holds, in and out, oldest first. */
  messages: readonly CarrierMessage[];
  /** The mobile networks behind it: they deliver and report once they are switched on. */
  network: Network;
  /** What the carrier took from us to send. */
  readonly sent: { sid: string; to: string; from: string | null; text: string }[];
  /** The carrier's own list of people who said STOP: sending to them fails with 21610. */
  optOut(number: string): void;
  optIn(number: string): void;
  newSid(): string;
  sendInboundSms(sms: InboundSms): Promise<Delivery & { messageSid: string }>;
  /** Moves the message on and tells its StatusCallback, in whatever order and as often as the caller likes. */
  reportStatus(sid: string, status: MessageStatus, report?: StatusReport): Promise<Delivery | null>;
};

export function createTwilio(options: TwilioOptions): Twilio {
  const { accountSid, authToken, now, numbers = [], reach = (url) => url } = options;
  const network = createNetwork({ report: (sid, status, how) => reportStatus(sid, status, how), pace: options.pace });
  const carrier = createCarrier({ ...options, taken: (message) => void network.carry(message) });
  const ledger = createLedger<TwilioEntry>(options.keep);
  const faults = createFaults<TwilioCall>();

  async function sendWebhook(webhook: Omit<SignedPost, 'idempotencyToken'>): Promise<Delivery> {
    const { url, signedUrl = url } = webhook;
    const delivery = await postSigned({ idempotencyToken: carrier.newSid(''), ...webhook, url: reach(url), signedUrl });
    const params = Object.fromEntries(webhook.params);
    ledger.record({ kind: 'webhook', at: now(), url: webhook.url, params, delivery });
    return delivery;
  }

  async function reportStatus(sid: string, status: MessageStatus, report: StatusReport = {}): Promise<Delivery | null> {
    const { errorCode, ...how } = report;
    const message = carrier.move(sid, status, errorCode);
    if (message.statusCallback === null) return null;
    const params = statusParams(message, status, errorCode);
    return sendWebhook({ authToken, ...how, url: message.statusCallback, params });
  }

  return {
    router: twilioRouter({ accountSid, authToken, now, carrier, numbers, ledger, faults }),
    ledger,
    faults,
    messages: carrier.messages,
    newSid: () => carrier.newSid(),
    network,
    get sent() {
      const out = carrier.messages.filter((message) => message.direction === 'outbound-api');
      return out.map(({ sid, to, from, body }) => ({ sid, to, from, text: body }));
    },
    optOut: (number) => void carrier.optedOut.add(number),
    optIn: (number) => void carrier.optedOut.delete(number),
    async sendInboundSms({ to, from, body, mediaUrls = [], messageSid, webhookUrl, ...rest }) {
      const sid = messageSid ?? carrier.newSid();
      if (!carrier.find(sid)) {
        carrier.hold({ sid, direction: 'inbound', to, from, body, mediaUrls, status: 'received', sentAt: now() });
      }
      const params = inboundParams({ sid, accountSid, to, from, body, mediaUrls, ...rest });
      const { authToken: token = authToken, signedUrl, timeoutMs } = rest;
      const delivery = await sendWebhook({ url: webhookUrl, params, authToken: token, signedUrl, timeoutMs });
      return { messageSid: sid, ...delivery };
    },
    reportStatus,
  };
}
