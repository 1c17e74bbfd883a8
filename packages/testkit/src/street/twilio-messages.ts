import { countSegments } from './sms-segments.ts';

export type MessageStatus =
  | 'accepted'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'received';

/** A message as the carrier holds it. */
export type CarrierMessage = {
  sid: string;
  accountSid: string;
  direction: 'outbound-api' | 'inbound';
  to: string;
  /** Null until a messaging service has chosen a sender. */
  from: string | null;
  body: string;
  mediaUrls: string[];
  messagingServiceSid: string | null;
  statusCallback: string | null;
  status: MessageStatus;
  errorCode: number | null;
  createdAt: Date;
  updatedAt: Date;
  /** Null until it has left the carrier: a list filtered by DateSent does not show it before. */
  sentAt: Date | null;
};

const RANK: Record<MessageStatus, number> = {
  accepted: 0,
  queued: 1,
  sending: 2,
  sent: 3,
  delivered: 4,
  undelivered: 4,
  failed: 4,
  received: 4,
};

/** The resource only goes forward, however disordered the callbacks about it arrive. */
export function moveMessage(message: CarrierMessage, status: MessageStatus, at: Date, sender: string | null): void {
  if (RANK[status] < RANK[message.status]) return;
  message.status = status;
  message.updatedAt = at;
  if (RANK[status] >= RANK.queued) message.from ??= sender;
  if (RANK[status] >= RANK.sent) message.sentAt ??= at;
}

const rfc2822 = (at: Date | null): string | null => at?.toUTCString().replace('GMT', '+0000') ?? null;

export const messageUri = (message: CarrierMessage): string =>
  `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}.json`;

export function messageJson(message: CarrierMessage) {
  const uri = messageUri(message);
  return {
    account_sid: message.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: null,
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(message.mediaUrls.length),
    // A messaging service counts only once it has chosen a sender.
    num_segments: message.from === null ? '0' : String(countSegments(message.body)),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: uri.replace('.json', '/Media.json') },
    to: message.to,
    uri,
  };
}
