import { type Clause, clausesOf, type Known } from '../hear/clauses.ts';
import { foreignLanguageOf } from '../hear/language.ts';
import type { Topic } from '../hear/topics.ts';
import { type Dialogue, type Heard, NOTHING_HEARD } from './dialogue.ts';
import { fill } from './fill.ts';
import { isAbout, type Matter, type MatterKind } from './matter.ts';

/** What a message of the customer did to the conversation. */
export function hearCustomer(before: Dialogue, text: string, known: Known): Dialogue {
  const language = foreignLanguageOf(text);
  const recent = [...before.recent, text].slice(-MOST_RECENT);
  const start: Dialogue = { ...before, recent, heard: { ...NOTHING_HEARD, text, language } };
  if (language && before.question !== 'person') return start;
  const clauses = clausesOf(text, known);
  const heard = clauses.reduce(
    (so, clause) => ({ ...hearClause(so, clause), day: clause.days.at(-1)?.date ?? so.day }),
    start,
  );
  return withUnknown(withUrgent(withReason(withWords(heard, clauses, text), clauses)), clauses);
}

const MOST_RECENT = 4;

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

function hearClause(dialogue: Dialogue, clause: Clause): Dialogue {
  const kinds = kindsOf(dialogue, clause);
  const heard = withTopics({ ...dialogue, order: clause.order ?? dialogue.order }, clause, kinds);
  if (kinds.length > 0) return kinds.reduce((so, kind) => begin(so, kind, clause), heard);
  if (clause.drops && !clause.reason && clause.topics.size === 0) return drop(heard);
  return continued(heard, clause);
}

function kindsOf(dialogue: Dialogue, clause: Clause): MatterKind[] {
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
  if (!open && clause.service && !clause.topics.has('price') && !clause.topics.has('services')) return ['book'];
  const stands = dialogue.last && dialogue.last.is !== 'cancelled';
  // A time alone, right after it was booked, puts that right.
  if (!open && stands && clause.times.length > 0 && clause.topics.size === 0) return ['move'];
  const isNew =
    !open && stands && (hasWhen || clause.shift) && !clause.topics.has('hours') && !clause.topics.has('bye');
  return isNew && (clause.corrects || clause.shift) ? ['move'] : [];
}

/** "Actually 11." */
const isHourPutRight = ({ corrects, numbers }: Clause): boolean => corrects && /^\d{1,2}$/.test(numbers[0] ?? '');

/** The matter that a message without a topic of its own goes on with. */
const openMatter = ({ matters, question }: Dialogue): Matter | undefined =>
  matters.findLast(({ kind }) => isAbout(question, kind)) ?? matters.findLast(({ fresh }) => fresh) ?? matters.at(-1);

function begin(dialogue: Dialogue, kind: MatterKind, clause: Clause): Dialogue {
  if (kind === 'cancel' && isOfNothingYet(dialogue, clause)) return drop(dialogue);
  const { last, matters } = dialogue;
  const isNew = kind === 'book' && (clause.another || isSecondVisit(dialogue, clause));
  const known = isNew ? undefined : matters.find((matter) => matter.kind === kind);
  const old = matters.find((matter) => BECOMES[kind]?.includes(matter.kind));
  const started: Matter = known ?? { ...old, ...likeTheLast(dialogue, kind, clause), kind, fresh: true };
  // Corrected after the deed: it is about the appointment that was just made.
  const isAfter = kind === 'move' && last && last.is !== 'cancelled' && !clause.topics.has('move') && !old;
  const bound = isAfter ? { ...started, reference: last.visit.reference } : started;
  const rest = matters.filter((matter) => matter !== known && matter !== old);
  const asked = { ...dialogue, question: known ? dialogue.question : null };
  return { ...dialogue, matters: [...rest, fill(bound, clause, asked)] };
}

/** Another treatment at another time, in the same message as the first. */
function isSecondVisit({ matters }: Dialogue, { service, days, times }: Clause): boolean {
  const first = matters.findLast(({ kind, fresh }) => kind === 'book' && fresh);
  return Boolean(
    first?.service && service && service !== first.service && first.time && days.length + times.length > 0,
  );
}

/** What was said of the one is known of the other. */
const BECOMES: Partial<Record<MatterKind, MatterKind[]>> = {
  move: ['cannot_come'],
  cancel: ['cannot_come'],
  refund: ['order'],
  discount: ['order'],
  cancel_order: ['order'],
};

/** "Cancel that", while nothing is booked yet: it is the request that is called off. */
function isOfNothingYet({ matters, last }: Dialogue, { plain, days, reference }: Clause): boolean {
  const isVague = /^(no |ok |actually |please |sorry |just |then )*cancel( (it|that|this|the request|please))*$/.test(
    plain,
  );
  return isVague && days.length === 0 && !reference && matters.some(({ kind }) => kind === 'book') && last === null;
}

function likeTheLast({ last, matters }: Dialogue, kind: MatterKind, clause: Clause): Partial<Matter> {
  if (kind !== 'book' || !clause.another) return {};
  const model = matters.findLast((matter) => matter.kind === 'book') ?? last?.visit;
  return { ...(model?.service ? { service: model.service } : {}), ...(model?.date ? { date: model.date } : {}) };
}

const drop = (dialogue: Dialogue): Dialogue => ({
  ...dialogue,
  matters: [],
  question: null,
  choices: [],
  heard: { ...dialogue.heard, reply: 'dropped' },
});

/** No topic of its own: an answer, a detail, or a word of politeness. */
function continued(dialogue: Dialogue, clause: Clause): Dialogue {
  const { question, matters } = dialogue;
  const open = openMatter(dialogue);
  if (question === 'person' && clause.answer && !open?.fresh) return answeredPerson(dialogue, clause);
  if (open && isDetail(dialogue, clause, open)) {
    if (open.kind === 'refund' && question === 'amount' && clause.answer === 'no' && !clause.amount && !clause.order)
      return drop(dialogue);
    if (open.kind === 'cancel' && question === 'all' && clause.answer === 'no') return drop(dialogue);
    return {
      ...dialogue,
      matters: matters.map((matter) => (matter === open ? fill(matter, clause, dialogue) : matter)),
    };
  }
  if (clause.answer && clause.topics.size === 0 && (question === 'else' || question === null || question === 'person'))
    return { ...dialogue, heard: { ...dialogue.heard, reply: politely(clause) } };
  return dialogue;
}

const politely = ({ answer }: Clause): Heard['reply'] => (answer === 'no' ? 'nothing_more' : 'something_more');

function answeredPerson(dialogue: Dialogue, { answer }: Clause): Dialogue {
  if (answer === 'no') return { ...dialogue, question: null, heard: { ...dialogue.heard, reply: 'no_person' } };
  return { ...dialogue, question: null, matters: [...dialogue.matters, { kind: 'person', fresh: true }] };
}

function isDetail({ question, choices }: Dialogue, clause: Clause, open: Matter): boolean {
  const { days, times, window, shift, amount, percent, order, reference, service, relative, name, numbers, reason } =
    clause;
  if (clause.topics.has('hours') || clause.topics.has('address') || clause.topics.has('identity')) return false;
  const isAsked = isAbout(question, open.kind) && !open.fresh;
  if (isAsked && (clause.answer || question === 'details')) return true;
  if (isAsked && question === 'service' && clause.topics.size === 0) return true;
  if (isAsked && question === 'slot' && clause.more) return true;
  if (choices.length > 0 && isAsked && (clause.pick !== null || clause.isAny)) return true;
  if (open.kind === 'ticket') return open.fresh;
  if (open.kind === 'refund' && (amount || order || reason || numbers.length > 0)) return true;
  if (open.kind === 'order' || open.kind === 'discount')
    return Boolean(order || percent || reason || numbers.length > 0);
  const said =
    days.length + times.length + numbers.length > 0 || window || shift || reference || service || relative || name;
  return Boolean(said) || clause.isAny;
}

/** Topics that need an answer and nothing done. */
function withTopics(dialogue: Dialogue, clause: Clause, kinds: MatterKind[]): Dialogue {
  const topics = new Set([...dialogue.heard.topics, ...clause.topics]);
  const open = openMatter(dialogue);
  const isFree = kinds.length === 0 && !(open && isDetail(dialogue, clause, open)) && !clause.topics.has('bye');
  // A bare day is a question about it ("and on Sunday?"), unless it is when somebody wants to come.
  if (isFree && clause.days.length > 0 && !clause.topics.has('thanks')) topics.add('hours');
  const asksHours = clause.topics.has('hours') || (isFree && topics.has('hours'));
  const days = asksHours
    ? [...dialogue.heard.days, ...clause.days.map(({ day }) => day), ...today(clause)]
    : dialogue.heard.days;
  return { ...dialogue, heard: { ...dialogue.heard, topics, days: [...new Set(days)] } };
}

const today = ({ plain, days }: Clause): string[] =>
  days.length === 0 && /\b(now|rn|still open|(when|what time) do (you|u) close)\b/.test(plain) ? ['today'] : [];

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
  const reason = clauses.find((clause) => clause.reason)?.reason;
  if (!reason) return dialogue;
  // What went wrong with an order, and no wish: a refund is offered.
  const offered = ({ kind, fresh }: Matter) => kind === 'order' && fresh;
  const lacks = ({ kind, fresh, reason: known }: Matter) => kind === 'refund' && fresh && !known;
  const matters = dialogue.matters.map((matter): Matter => {
    if (offered(matter)) return { ...matter, kind: 'refund', unasked: true, reason };
    return lacks(matter) ? { ...matter, reason } : matter;
  });
  return { ...dialogue, matters };
}

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
