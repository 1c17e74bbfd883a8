import type { Clause } from '../hear/clauses.ts';
import type { Dialogue } from './dialogue.ts';
import { fill } from './fill.ts';
import type { Matter } from './matter.ts';

/** What only the whole of a message tells. */
export const overAll = (dialogue: Dialogue, clauses: Clause[], text: string): Dialogue =>
  withUnknown(withUrgent(withReason(withWords(dialogue, clauses, text), clauses)), clauses);

/** A complaint that asks for nothing else becomes a message for people, in the customer's own words. */
function withWords(dialogue: Dialogue, clauses: Clause[], text: string): Dialogue {
  const { topics } = dialogue.heard;
  const isHandled = dialogue.matters.some(({ kind, fresh }) => fresh && kind !== 'ticket' && kind !== 'order');
  if (!topics.has('complaint') || isHandled) return dialogue;
  const others = dialogue.matters.filter(({ kind }) => kind !== 'ticket' && kind !== 'order');
  const known = dialogue.matters.find(({ kind }) => kind === 'ticket');
  const blank: Matter = known ?? { kind: 'ticket', fresh: true };
  const { words } = clauses.reduce((matter, clause) => fill(matter, clause, { ...dialogue, question: null }), {
    ...blank,
    words: undefined,
  } as Matter);
  const whole = words ? (text.length > 1_000 ? words : text.trim()) : known?.words;
  return {
    ...dialogue,
    matters: [...others, { ...blank, fresh: true, complaint: true, ...(whole ? { words: whole } : {}) }],
  };
}

/** Why they want their money back may stand anywhere in the message. */
function withReason(dialogue: Dialogue, clauses: Clause[]): Dialogue {
  const reason = clauses.find((clause) => clause.reason)?.reason ?? clauses.find(tellsWhy)?.text.slice(0, 200);
  if (!reason) return dialogue;
  // What went wrong with an order, and no wish: a refund is offered.
  const offered = ({ kind, fresh }: Matter) => kind === 'order' && fresh && clauses.some((clause) => clause.reason);
  const lacks = ({ kind, fresh, reason: known }: Matter) => kind === 'refund' && fresh && !known;
  const matters = dialogue.matters.map((matter): Matter => {
    if (offered(matter)) return { ...matter, kind: 'refund', unasked: true, reason };
    return lacks(matter) ? { ...matter, reason } : matter;
  });
  return { ...dialogue, matters };
}

/** A statement among the wishes: "It gave me a rash." */
const tellsWhy = ({ asks, topics, plain, order, amount, answer, days }: Clause): boolean =>
  !asks && topics.size === 0 && !order && !amount && !answer && days.length === 0 && plain.split(' ').length > 3;

/** Whoever is in pain is offered the next free time, asked for or not. */
function withUrgent(dialogue: Dialogue): Dialogue {
  const { matters, heard } = dialogue;
  if (!heard.topics.has('urgent')) return dialogue;
  const isWanted = matters.some(({ fresh }) => fresh);
  const urgent = { service: 'emergency', anyTime: true };
  if (!isWanted) return { ...dialogue, matters: [...matters, { kind: 'book', fresh: true, unasked: true, ...urgent }] };
  return {
    ...dialogue,
    matters: matters.map((matter) => (matter.kind === 'book' && matter.fresh ? { ...urgent, ...matter } : matter)),
  };
}

function withUnknown(dialogue: Dialogue, clauses: Clause[]): Dialogue {
  const { heard, matters } = dialogue;
  const moves = matters.some(({ fresh }) => fresh) || heard.reply !== null;
  const lost = clauses.filter((clause) => isLost(clause) && (clause.asks || (heard.topics.size === 0 && !moves)));
  const isDetailed = moves && lost.every(({ asks }) => !asks);
  return { ...dialogue, heard: { ...heard, unknown: lost.length > 0 && !isDetailed } };
}

const isLost = (clause: Clause): boolean =>
  clause.topics.size === 0 &&
  clause.plain.split(' ').length > 2 &&
  !clause.answer &&
  !clause.another &&
  !clause.more &&
  clause.pick === null &&
  clause.days.length + clause.times.length === 0 &&
  !(
    clause.service ||
    clause.amount ||
    clause.order ||
    clause.reference ||
    clause.window ||
    clause.reason ||
    clause.relative ||
    clause.isAny ||
    clause.drops ||
    clause.shift
  );
