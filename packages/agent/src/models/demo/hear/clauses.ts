import { type Amount, takeAmount, takePercent } from './amounts.ts';
import {
  type Answer,
  answerIn,
  correctsItself,
  dropsIt,
  leavesItToUs,
  type More,
  moreIn,
  pickIn,
  wantsAnother,
} from './answers.ts';
import { type Calendar, type DayMention, takeDays } from './days.ts';
import { nameIn, relativeIn, resourceIn } from './people.ts';
import { plainOf, type Sentence, sentencesOf } from './plain.ts';
import { reasonIn } from './reasons.ts';
import { takeOrder, takeReferences } from './references.ts';
import { scan, take } from './scan.ts';
import { serviceIn } from './services.ts';
import { type Shift, takeShift } from './shift.ts';
import { type TimeMention, takeTimes, takeWindow, type Window } from './times.ts';
import { type Topic, topicsOf } from './topics.ts';

/** All that the rules read from a piece of what a customer wrote. */
export type Clause = Sentence & {
  topics: ReadonlySet<Topic>;
  days: DayMention[];
  times: TimeMention[];
  window: Window | null;
  shift: Shift | null;
  amount: Amount | null;
  percent: number | null;
  order: string | null;
  reference: string | null;
  service: string | null;
  relative: string | null;
  name: string | null;
  resource: string | null;
  more: More | null;
  reason: string | null;
  answer: Answer | null;
  pick: number | null;
  /** Numbers that nothing above has taken: what they are depends on what was asked. */
  numbers: string[];
  isAny: boolean;
  drops: boolean;
  corrects: boolean;
  another: boolean;
};

export type Known = Calendar & { services: readonly string[] };

export const clausesOf = (message: string, known: Known): Clause[] =>
  sentencesOf(message)
    .flatMap((sentence) => splitSentence(sentence))
    .map((sentence) => readClause(sentence, known));

const ALONE: ReadonlySet<Topic> = new Set([
  'book',
  'move',
  'cancel',
  'refund',
  'discount',
  'order',
  'list',
  'person',
  'hours',
  'address',
  'phone',
  'ticket',
  'email',
  'available',
  'cannot_come',
  'complaint',
  'greeting',
  'identity',
]);
const JOINT = /,? (?:and then|and also|and|but|then|also|plus)(?= )|,(?= )/g;

/** Who writes on and on is not taken apart for ever. */
const MOST_JOINTS = 6;

/** "Cancel my cleaning and tell me when you open" is two; "Monday and Tuesday" is one. */
function splitSentence(sentence: Sentence, left = MOST_JOINTS): Sentence[] {
  if (left === 0) return [sentence];
  for (const { index, 0: joint } of [...sentence.text.matchAll(JOINT)].slice(0, MOST_JOINTS)) {
    const [first, rest] = [sentence.text.slice(0, index), sentence.text.slice(index + joint.length)];
    if (standsAlone(first) && (standsAlone(rest) || isAnotherVisit(first, rest))) {
      const [head, ...more] = [
        ...sentencesOf(first),
        ...sentencesOf(rest).flatMap((part) => splitSentence(part, left - 1)),
      ];
      return head ? [head, ...more].map((part) => ({ ...part, asks: part.asks || sentence.asks })) : [];
    }
  }
  return [sentence];
}

/** "A cleaning on Monday at 9 and a check-up on Tuesday at 11", "… and one for my wife at 9:30". */
function isAnotherVisit(first: string, rest: string): boolean {
  if (!topicsOf(plainOf(first)).has('book')) return false;
  const plain = plainOf(rest);
  return (
    wantsAnother(plain) ||
    (serviceIn(plain) !== null && serviceIn(plain) !== serviceIn(plainOf(first)) && /\d|day\b|tomorrow/.test(plain))
  );
}

const standsAlone = (text: string): boolean =>
  sentencesOf(text).some(({ plain }) => [...topicsOf(plain)].some((topic) => ALONE.has(topic)));

function readClause(sentence: Sentence, known: Known): Clause {
  const { text, plain } = sentence;
  const from = scan(plain);
  // The order matters: each takes away what the next could mistake for its own.
  const order = takeOrder(from);
  const reference = takeReferences(from)[0] ?? null;
  const percent = takePercent(from);
  const amount = takeAmount(from);
  const shift = takeShift(from);
  const days = takeDays(from, known);
  const window = takeWindow(from, plain);
  const times = takeTimes(from, plain);
  const topics = topicsOf(plain);
  return {
    ...sentence,
    topics,
    days,
    times,
    window,
    shift,
    amount,
    percent,
    order,
    reference,
    service: serviceIn(from.rest, known.services),
    relative: relativeIn(plain),
    name: nameIn(text),
    resource: resourceIn(text),
    more: moreIn(plain),
    reason: reasonIn(text, plain),
    answer: answerIn(plain),
    pick: pickIn(from.rest),
    numbers: take(from, /(?<![a-z0-9~.-])#?(\d{1,10}(?:[.,]\d{1,2})?)(?![a-z0-9])/, ([, number = '']) => number),
    isAny: leavesItToUs(plain),
    drops: dropsIt(plain),
    corrects: correctsItself(plain),
    another: wantsAnother(plain),
  };
}
