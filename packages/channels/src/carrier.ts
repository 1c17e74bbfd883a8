/** How far a message has come, as carriers report it; each one's own words are sorted into these. */
export const DELIVERY_STATES = ['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export type CarrierMessage = {
  /** These three stand in the address for status reports: a report finds its text although the answer was lost. Null: no
   * report is asked for. */
  replyId: string | null;
  /** Which of the rendered texts of the reply this is, from 0, and how many there are. */
  part: number;
  parts: number;
  from: string;
  to: string;
  text: string;
};

export type SendOptions = {
  signal: AbortSignal;
  /**
   * Asked in the very moment before the first byte is written, with the connection open: a claim that is too old, or a
   * process that cannot prove that it lives, says no, and nothing is written.
   */
  mayWrite: () => boolean;
};

export type SendResult =
  | { kind: 'accepted'; carrierId: string; segments: number }
  /** Certainly not taken. `throttled`: this line was asked too often, not this text. `consent`: the person has told the carrier STOP. */
  | {
      kind: 'refused';
      reason: 'retry' | 'terminal' | 'consent';
      code: string;
      afterMs: number | null;
      throttled?: true;
    }
  /** `mayWrite` said no. */
  | { kind: 'withheld' }
  /** Written, and what became of it is not known: a time-out, a cut connection, a 5xx. Never to be sent again unasked. */
  | { kind: 'ambiguous'; reason: string };

export type Sought = { from: string; to: string; after: Date };

export type Found = {
  carrierId: string;
  text: string;
  createdAt: Date;
  state: DeliveryState;
  segments: number;
  errorCode: string | null;
};

/** A network that brings texts to phones, with one account's credentials in it. */
export type CarrierPort = {
  /** The texts to send one after the other, in order: what the carrier would refuse as too long is split. */
  render(text: string): string[];
  send(message: CarrierMessage, options: SendOptions): Promise<SendResult>;
  /** What the carrier has taken for this recipient since, whatever became of it; throws when it cannot say. */
  find(sought: Sought, options: { signal: AbortSignal }): Promise<Found[]>;
};

/** The carrier that a channel of ours sends through; null while it has no connection to one. */
export type CarrierOf = (channel: { orgId: string; channelId: string }) => Promise<CarrierPort | null>;
