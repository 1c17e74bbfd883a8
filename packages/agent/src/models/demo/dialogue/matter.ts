import type { Amount } from '../hear/amounts.ts';
import type { Shift } from '../hear/shift.ts';
import type { Window } from '../hear/times.ts';

export type MatterKind =
  | 'book'
  | 'move'
  | 'cancel'
  | 'cannot_come'
  | 'list'
  | 'refund'
  | 'discount'
  | 'order'
  | 'cancel_order'
  | 'ticket'
  | 'email'
  | 'person'
  | 'withdraw';

/** What we call it when it has to wait for another. */
export const SAID: Readonly<Record<MatterKind, string>> = {
  book: 'booking',
  move: 'change',
  cancel: 'cancellation',
  cannot_come: 'appointment',
  list: 'appointments',
  refund: 'refund',
  discount: 'discount',
  order: 'order',
  cancel_order: 'order',
  ticket: 'message',
  email: 'e-mail',
  person: 'question',
  withdraw: 'request',
};

/** Something that a customer wants done, with what is known of it so far. */
export type Matter = {
  kind: MatterKind;
  /** Spoken of in the message that is to be answered. */
  fresh: boolean;
  service?: string;
  date?: string;
  time?: string;
  window?: Window;
  shift?: Shift;
  /** Any time will do. */
  anyTime?: boolean;
  /** Offered, not asked for. */
  unasked?: boolean;
  /** What we offered did not suit. */
  refused?: boolean;
  relative?: string;
  name?: string;
  resource?: string;
  reference?: string;
  /** How an appointment that stands was spoken of. */
  whichDate?: string;
  whichTime?: string;
  whichService?: string;
  whichLast?: boolean;
  all?: boolean;
  order?: string;
  amount?: Amount;
  agreed?: boolean;
  percent?: number;
  reason?: string;
  words?: string;
  complaint?: boolean;
};

/** An appointment as it was named in a reply. */
export type Visit = { service: string; date: string; time: string; reference: string };

/** What we asked last. */
export type Question =
  | 'service'
  | 'day'
  | 'time'
  | 'slot'
  | 'which'
  | 'all'
  | 'move_or_cancel'
  | 'order'
  | 'amount'
  | 'percent'
  | 'details'
  | 'person'
  | 'else';

const ASKED_ABOUT: Readonly<Record<Question, readonly MatterKind[]>> = {
  service: ['book'],
  day: ['book', 'move'],
  time: ['book', 'move'],
  slot: ['book', 'move'],
  which: ['move', 'cancel'],
  all: ['cancel'],
  move_or_cancel: ['cannot_come'],
  order: ['refund', 'discount', 'order'],
  amount: ['refund'],
  percent: ['discount'],
  details: ['ticket', 'email'],
  person: [],
  else: [],
};

export const isAbout = (question: Question | null, kind: MatterKind): boolean =>
  question !== null && ASKED_ABOUT[question].includes(kind);

/** What was offered to choose from. */
export type Choice = { service: string } | { date: string; time: string } | { visit: Visit };
