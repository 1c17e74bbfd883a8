import { type Delivery, post } from './outgoing.ts';
import { countSegments } from './sms-segments.ts';
import type { CarrierMessage, MessageStatus } from './twilio-messages.ts';
import { formEncode, type Params, signTwilio } from './twilio-signature.ts';

export type SignedPost = {
  url: string;
  /** The public address, when a proxy stands between it and `url`: Twilio signs what it was told. */
  signedUrl?: string;
  params: Params;
  authToken: string;
  idempotencyToken: string;
  timeoutMs?: number;
};

export type InboundSms = {
  to: string;
  from: string;
  body: string;
  webhookUrl: string;
  /** The same SID again is the same message delivered again. */
  messageSid?: string;
  mediaUrls?: string[];
  messagingServiceSid?: string;
  /** Another account than the carrier's own. */
  accountSid?: string;
  /** More parameters, or the same ones once more: Twilio adds new ones without notice. */
  extra?: Params;
} & Partial<Pick<SignedPost, 'authToken' | 'signedUrl' | 'timeoutMs'>>;

/** Twilio waits this long for a webhook's answer. */
const PATIENCE_MS = 15_000;

export const postSigned = (webhook: SignedPost): Promise<Delivery> =>
  post({
    url: webhook.url,
    body: formEncode(webhook.params),
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': signTwilio(webhook.authToken, webhook.signedUrl ?? webhook.url, webhook.params),
      // Not covered by the signature: whoever can replay a webhook can change it.
      'i-twilio-idempotency-token': webhook.idempotencyToken,
    },
    timeoutMs: webhook.timeoutMs ?? PATIENCE_MS,
  });

type Inbound = { sid: string; accountSid: string; mediaUrls: string[] } & Pick<
  InboundSms,
  'to' | 'from' | 'body' | 'messagingServiceSid' | 'extra'
>;

/** Twilio sends the geographic parameters always, empty when it does not know. */
const PLACES = ['ToCity', 'ToState', 'ToZip', 'ToCountry', 'FromCity', 'FromState', 'FromZip', 'FromCountry'] as const;

export function inboundParams(sms: Inbound): Params {
  return [
    ...PLACES.map((name) => [name, ''] as const),
    ['MessageSid', sms.sid],
    ['SmsSid', sms.sid],
    ['SmsMessageSid', sms.sid],
    ['SmsStatus', 'received'],
    ['AccountSid', sms.accountSid],
    ...serviceParam(sms.messagingServiceSid),
    ['ApiVersion', '2010-04-01'],
    ['From', sms.from],
    ['To', sms.to],
    ['Body', sms.body],
    ['NumSegments', String(countSegments(sms.body))],
    ['NumMedia', String(sms.mediaUrls.length)],
    ...sms.mediaUrls.flatMap(
      (url, index): Params => [
        [`MediaContentType${index}`, 'image/jpeg'],
        [`MediaUrl${index}`, url],
      ],
    ),
    ...(sms.extra ?? []),
  ];
}

export function statusParams(message: CarrierMessage, status: MessageStatus, errorCode?: number): Params {
  return [
    ['MessageSid', message.sid],
    ['SmsSid', message.sid],
    ['MessageStatus', status],
    ['SmsStatus', status],
    ['AccountSid', message.accountSid],
    ...serviceParam(message.messagingServiceSid),
    ...(errorCode === undefined ? [] : [['ErrorCode', String(errorCode)] as const]),
    ['ApiVersion', '2010-04-01'],
    ['From', message.from ?? ''],
    ['To', message.to],
  ];
}

const serviceParam = (sid?: string | null): Params => (sid ? [['MessagingServiceSid', sid]] : []);
