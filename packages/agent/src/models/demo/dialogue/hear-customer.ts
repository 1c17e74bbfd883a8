import { type Clause, clausesOf, type Known } from '../hear/clauses.ts';
import { foreignLanguageOf } from '../hear/language.ts';
import { begin, drop } from './begin.ts';
import { type Dialogue, type Heard, NOTHING_HEARD } from './dialogue.ts';
import { fill } from './fill.ts';
import { isDetail } from './is-detail.ts';
import { kindsOf, openMatter } from './kinds.ts';
import type { MatterKind } from './matter.ts';
import { overAll } from './whole-message.ts';

/** What a message of the customer did to the conversation. */
export function hearCustomer(before: Dialogue, text: string, known: Known): Dialogue {
  const language = foreignLanguageOf(text);
  const recent = [...before.recent, text].slice(-MOST_RECENT);
  const start: Dialogue = { ...before, recent, heard: { ...NOTHING_HEARD, text, language } };
  if (language && before.question !== 'person') return start;
  const clauses = clausesOf(text, known);
  const heard = clauses.reduce(
    (so, clause) => ({
      ...hearClause(so, clause),
      day: clause.days.at(-1)?.date ?? so.day,
      service: clause.service ?? so.service,
    }),
    start,
  );
  return overAll(heard, clauses, text);
}

const MOST_RECENT = 4;

function hearClause(dialogue: Dialogue, clause: Clause): Dialogue {
  const kinds = kindsOf(dialogue, clause);
  const heard = withTopics({ ...dialogue, order: clause.order ?? dialogue.order }, clause, kinds);
  if (kinds.length > 0) return kinds.reduce((so, kind) => begin(so, kind, clause), heard);
  if (clause.drops && !clause.reason && clause.topics.size === 0) return drop(heard);
  return continued(heard, clause);
}

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
  if (clause.name && clause.topics.size === 0) return { ...dialogue, heard: { ...dialogue.heard, reply: 'noted' } };
  if (clause.answer && clause.topics.size === 0 && (question === 'else' || question === null || question === 'person'))
    return { ...dialogue, heard: { ...dialogue.heard, reply: politely(clause, question) } };
  return dialogue;
}

function politely({ answer }: Clause, question: Dialogue['question']): Heard['reply'] {
  if (answer === 'no') return 'nothing_more';
  return question === 'else' ? 'something_more' : 'noted';
}

function answeredPerson(dialogue: Dialogue, { answer }: Clause): Dialogue {
  if (answer === 'no') return { ...dialogue, question: null, heard: { ...dialogue.heard, reply: 'no_person' } };
  return { ...dialogue, question: null, matters: [...dialogue.matters, { kind: 'person', fresh: true }] };
}

/** Topics that need an answer and nothing done. */
function withTopics(dialogue: Dialogue, clause: Clause, kinds: MatterKind[]): Dialogue {
  const topics = new Set([...dialogue.heard.topics, ...clause.topics]);
  const open = openMatter(dialogue);
  const isFree = kinds.length === 0 && !(open && isDetail(dialogue, clause, open)) && !clause.topics.has('bye');
  // A bare day is a question about it ("and on Sunday?"), unless it is when somebody wants to come.
  if (isFree && clause.days.length > 0 && !clause.topics.has('thanks') && !clause.topics.has('joke'))
    topics.add('hours');
  const asksHours = clause.topics.has('hours') || (isFree && topics.has('hours'));
  const days = asksHours
    ? [...dialogue.heard.days, ...clause.days.map(({ day }) => day), ...today(clause)]
    : dialogue.heard.days;
  return { ...dialogue, heard: { ...dialogue.heard, topics, days: [...new Set(days)] } };
}

const today = ({ plain, days }: Clause): string[] =>
  days.length === 0 && /\b(now|rn|still open|(when|what time) do (you|u) close)\b/.test(plain) ? ['today'] : [];
