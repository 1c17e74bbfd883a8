import type { Clause } from '../hear/clauses.ts';
import type { Topic } from '../hear/topics.ts';
import type { Dialogue } from './dialogue.ts';
import { isAbout, type Matter, type MatterKind } from './matter.ts';

const KINDS: ReadonlyArray<readonly [Topic, MatterKind]> = [
  ['cancel', 'cancel'],
  ['cannot_come', 'cannot_come'],
  ['move', 'move'],
  ['book', 'book'],
  ['available', 'book'],
  ['list', 'list'],
  ['cancel_order', 'cancel_order'],
  ['refund', 'refund'],
  ['discount', 'discount'],
  ['order', 'order'],
  ['ticket', 'ticket'],
  ['email', 'email'],
  ['withdraw', 'withdraw'],
  ['person', 'person'],
];

/** What a clause wants done, by its topics and by what stands open. */
export function kindsOf(dialogue: Dialogue, clause: Clause): MatterKind[] {
  // "E-mail me my appointments" is one wish, not three.
  if (clause.topics.has('email') && clause.topics.has('list')) return ['email'];
  const kinds = [...new Set(KINDS.filter(([topic]) => clause.topics.has(topic)).map(([, kind]) => kind))];
  const open = openMatter(dialogue);
  const hasWhen = clause.days.length + clause.times.length > 0 || clause.window !== null || isHourPutRight(clause);
  // Asked whether to move or to cancel, or where to: what they say is about the same appointment.
  if (open?.kind === 'cannot_come' && hasWhen && kinds.length === 0) return ['move'];
  if (open?.kind === 'move' && kinds.length === 1 && kinds[0] === 'book') return [];
  // What was written about an order that money goes back for is no question about the order.
  if (open?.kind === 'refund' || open?.kind === 'discount') return kinds.filter((kind) => kind !== 'order');
  if (open?.kind === 'ticket' && dialogue.question === 'details') return kinds.filter((kind) => kind === 'person');
  if (kinds.length > 0) return kinds;
  if (isSecondVisit(dialogue, clause)) return ['book'];
  if (clause.another && (dialogue.last || open?.kind === 'book')) return ['book'];
  // What went wrong with the order that was spoken of: a refund is offered.
  if (!open && clause.reason && dialogue.order && clause.topics.size === 0) return ['order'];
  if (clause.service && !open && isWish(clause)) return ['book'];
  const stands = dialogue.last && dialogue.last.is !== 'cancelled';
  // A time alone, right after it was booked, puts that right.
  if (!open && stands && clause.times.length > 0 && clause.topics.size === 0) return ['move'];
  if (!open && hasWhen && clause.topics.size === 0 && /\binstead\b/.test(clause.plain)) return ['move'];
  const isNew =
    !open && stands && (hasWhen || clause.shift) && !clause.topics.has('hours') && !clause.topics.has('bye');
  return isNew && (clause.corrects || clause.shift) ? ['move'] : [];
}

const WISHES = /\b(want|need|like|get|have|due|looking|for|please)\b/;

function isWish({ topics, answer, plain, reason, asks, days, times }: Clause): boolean {
  if (topics.has('price') || topics.has('services') || answer === 'no' || reason || /\bnot\b/.test(plain)) return false;
  return asks || days.length + times.length > 0 || WISHES.test(plain) || plain.split(' ').length <= 4;
}

/** "Actually 11." */
const isHourPutRight = ({ corrects, numbers }: Clause): boolean => corrects && /^\d{1,2}$/.test(numbers[0] ?? '');

/** The matter that a message without a topic of its own goes on with. */
export const openMatter = ({ matters, question }: Dialogue): Matter | undefined =>
  matters.findLast(({ kind }) => isAbout(question, kind)) ?? matters.findLast(({ fresh }) => fresh) ?? matters.at(-1);

/** Another treatment at another time, in the same message as the first. */
export function isSecondVisit({ matters }: Dialogue, { service, days, times }: Clause): boolean {
  const first = matters.findLast(({ kind, fresh }) => kind === 'book' && fresh);
  return Boolean(
    first?.service && service && service !== first.service && first.time && days.length + times.length > 0,
  );
}
