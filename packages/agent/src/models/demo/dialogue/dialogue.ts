import type { Topic } from '../hear/topics.ts';
import type { Choice, Matter, Question, Visit } from './matter.ts';

/** What a conversation has come to, by what both sides have written. */
export type Dialogue = {
  /** What the customer wants and has not got yet. */
  matters: Matter[];
  question: Question | null;
  choices: Choice[];
  /** Which of them a plain "yes" takes. */
  proposed: Choice | null;
  /** The appointment that was spoken of last, and what became of it. */
  last: { visit: Visit; is: 'booked' | 'moved' | 'cancelled' | 'listed' } | null;
  /** The order that was spoken of last. */
  order: string | null;
  /** The day that was spoken of last. */
  day: string | null;
  /** What was last said to come in for. */
  service: string | null;
  /** How many answers in a row were none. */
  lost: number;
  /** The last thing of substance that we said. */
  told: string;
  /** The customer's last messages. */
  recent: string[];
  heard: Heard;
};

/** The message that is to be answered. */
export type Heard = {
  text: string;
  topics: ReadonlySet<Topic>;
  /** Days that were asked about, as `get_opening_hours` takes them. */
  days: string[];
  /** A question that no rule knows. */
  unknown: boolean;
  language: string | null;
  /** An answer to our question that needs no more than a kind word. */
  reply: 'nothing_more' | 'something_more' | 'noted' | 'dropped' | 'no_person' | null;
};

export const NOTHING_HEARD: Heard = {
  text: '',
  topics: new Set(),
  days: [],
  unknown: false,
  language: null,
  reply: null,
};

export const BEGINNING: Dialogue = {
  matters: [],
  question: null,
  choices: [],
  proposed: null,
  last: null,
  order: null,
  day: null,
  service: null,
  lost: 0,
  told: '',
  recent: [],
  heard: NOTHING_HEARD,
};
