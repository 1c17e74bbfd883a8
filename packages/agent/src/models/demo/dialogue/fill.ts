import { asMoney } from '../hear/amounts.ts';
import type { More } from '../hear/answers.ts';
import type { Clause } from '../hear/clauses.ts';
import { addMinutes, hourOf } from '../hear/times.ts';
import type { Dialogue } from './dialogue.ts';
import type { Choice, Matter } from './matter.ts';

/** What a clause adds to a matter. Later words win over earlier ones. */
export function fill(matter: Matter, clause: Clause, dialogue: Dialogue): Matter {
  const filled = { ...matter, fresh: true };
  if (matter.kind === 'book') return fillBook(filled, clause, dialogue);
  if (matter.kind === 'move') return fillMove(filled, clause, dialogue);
  if (matter.kind === 'cancel' || matter.kind === 'cannot_come') return fillWhich(filled, clause, dialogue);
  if (matter.kind === 'refund' || matter.kind === 'discount' || matter.kind === 'order')
    return fillOrder(filled, clause, dialogue);
  return fillWords(filled, clause, dialogue);
}

function fillBook(matter: Matter, clause: Clause, dialogue: Dialogue): Matter {
  const { service, relative, name, resource } = clause;
  // "How much is a cleaning? Book me in for one."
  const spokenOf = /\b(one|it|that)\b/.test(clause.plain) ? dialogue.service : null;
  // "When do you open on Saturday? Can I come then?"
  const then = clause.days.length === 0 && dialogue.day && /\b(then|that day|the same day)\b/.test(clause.plain);
  return {
    ...matter,
    ...(then && !matter.date ? { date: dialogue.day ?? undefined } : {}),
    ...when(matter, clause, dialogue),
    ...(service ? { service } : spokenOf && !matter.service ? { service: spokenOf } : {}),
    ...ownWords(matter, clause, dialogue),
    ...(relative ? { relative } : {}),
    ...(name ? { name } : {}),
    ...(resource ? { resource } : {}),
  };
}

/** Asked what they come for, whatever they say is what they come for; the tool knows whether there is such a thing. */
function ownWords(matter: Matter, clause: Clause, { question, choices }: Dialogue): Partial<Matter> {
  const said = clause.service ?? matter.service;
  if (question !== 'service' || said) return {};
  const choice = chosen(clause, choices);
  if (choice && 'service' in choice) return { service: choice.service };
  const isAnswer = clause.days.length + clause.times.length === 0 && !clause.answer && clause.topics.size === 0;
  const words = clause.plain.replace(
    /^(its |it is |just |for |a |an |some |the |my |i think |maybe |to get |about )+/,
    '',
  );
  return isAnswer && words !== '' ? { service: words.slice(0, 60) } : {};
}

/** Day and time that somebody wants: what they say, or what they pick of what was offered. */
function when(matter: Matter, clause: Clause, { question, choices, proposed }: Dialogue): Partial<Matter> {
  const [day, time] = [wanted(clause.days), wanted(clause.times)?.time ?? loneHour(clause, question)];
  const open = question === 'slot' ? choices : [];
  // "Any time on Monday", where Monday is what was offered.
  const isElsewhere = day && !open.some((one) => clause.isAny && 'date' in one && one.date === day.date);
  const choice =
    isElsewhere || time ? null : (chosen(clause, open) ?? agreedTo(clause, open.length > 0 ? proposed : null));
  if (choice && 'time' in choice) return { date: choice.date, time: choice.time, window: undefined };
  if (question === 'slot' && clause.more && !day && !time && !clause.window) return others(clause.more, choices);
  const unsuited = question === 'slot' && clause.answer === 'no' && !day && !time && !clause.window;
  return {
    ...(day ? { date: day.date } : {}),
    // Another day, and no word of the time: what was said of the old day's hours may not hold.
    ...(time ? { time, window: undefined } : clause.window ? { window: clause.window, time: undefined } : {}),
    ...(day && !time && question === 'slot' ? { time: undefined } : {}),
    ...(clause.isAny && !day && !matter.date ? { anyTime: true } : {}),
    ...(unsuited ? { refused: true } : {}),
  };
}

/** Not these: later or earlier ones, any others, or another day. */
function others(more: More, choices: readonly Choice[]): Partial<Matter> {
  const times = choices.flatMap((choice) => ('time' in choice ? [choice.time] : [])).sort();
  const [first, last] = [times[0] ?? '00:00', times.at(-1) ?? '23:59'];
  if (more === 'other_day') return { refused: true, time: undefined, window: undefined };
  if (more === 'later') return { time: undefined, window: { from: addMinutes(last, 1) } };
  return { time: undefined, window: more === 'earlier' ? { until: first } : undefined };
}

const wanted = <T extends { before: string }>(mentions: readonly T[]): T | undefined =>
  mentions
    .filter(({ before }) => !/\b(not|instead of|rather than|cant( do| make)?|except)( on| at)?$/.test(before))
    .at(-1);

function loneHour({ numbers, times, corrects }: Clause, question: Dialogue['question']): string | null {
  if (times.length > 0 || !(corrects || question === 'slot' || question === 'time')) return null;
  const [number = ''] = numbers;
  return /^\d{1,2}$/.test(number) ? hourOf(Number(number)) : null;
}

function chosen({ pick, isAny }: Clause, choices: readonly Choice[]): Choice | null {
  if (isAny) return choices[0] ?? null;
  return pick === null ? null : (choices.at(pick) ?? null);
}

const agreedTo = ({ answer }: Clause, proposed: Choice | null): Choice | null => (answer === 'yes' ? proposed : null);

/** Two days in one sentence: the one it stands on, and the one it is to go to. */
function fillMove(matter: Matter, clause: Clause, dialogue: Dialogue): Matter {
  const days = roles(clause.days, matter, dialogue);
  const times = roles(clause.times, matter, dialogue);
  const target = { ...clause, days: days.to, times: times.to };
  return {
    ...which(matter, { ...clause, days: days.from, times: times.from }, dialogue),
    ...(dialogue.question === 'which' ? {} : when(matter, target, dialogue)),
    ...(clause.shift ? { shift: clause.shift } : {}),
  };
}

const OF_THE_OLD =
  /\b(from|my|our|the)$|\b(appointment|appt|visit|booking|slot|cleaning|check ?-?up|one|filling|consultation)( on| at| this| for)?$/;

function roles<T extends { before: string }>(
  mentions: T[],
  matter: Matter,
  { question }: Dialogue,
): { from: T[]; to: T[] } {
  if (question === 'which') return { from: mentions, to: [] };
  if (question === 'day' || question === 'slot' || question === 'time') return { from: [], to: mentions };
  const isOld = ({ before }: T) => OF_THE_OLD.test(before.replaceAll('~', '').trimEnd()) && !matter.whichDate;
  const goesTo = ({ before }: T) => /\b(to|until|till|into|for)( the| this| next)?$/.test(before);
  const old = mentions.filter((each) => isOld(each) && !goesTo(each));
  return { from: old, to: mentions.filter((each) => !old.includes(each)) };
}

function fillWhich(matter: Matter, clause: Clause, dialogue: Dialogue): Matter {
  const all = /\b(all|both|everything|every)\b/.test(clause.plain);
  const agreed = dialogue.question === 'all' && (clause.answer === 'yes' || all);
  return {
    ...which(matter, clause, dialogue),
    ...(all ? { all } : {}),
    ...(agreed ? { agreed } : {}),
    ...(clause.reason ? { reason: clause.reason } : {}),
  };
}

/** Which appointment is meant. */
function which(matter: Matter, clause: Clause, { question, choices, last }: Dialogue): Matter {
  const choice = question === 'which' ? chosen(clause, choices) : null;
  if (choice && 'visit' in choice) return { ...matter, reference: choice.visit.reference };
  const spokenOf =
    /\b(it|that( one)?|this( one)?)\b/.test(clause.plain) && last && last.is !== 'cancelled' && !matter.whichDate;
  const [day, time] = [clause.days.at(-1), clause.times.at(-1)];
  return {
    ...matter,
    ...(clause.reference ? { reference: clause.reference } : {}),
    ...(spokenOf && !clause.reference && !day && !clause.service ? { reference: last.visit.reference } : {}),
    ...(clause.service ? { whichService: clause.service } : {}),
    ...(day ? { whichDate: day.date } : {}),
    ...(time ? { whichTime: time.time } : {}),
  };
}

function fillOrder(matter: Matter, clause: Clause, { question, order }: Dialogue): Matter {
  const number = clause.order ?? numberOf(clause, question === 'order' || question === 'amount' ? 3 : 4);
  const exact = question === 'amount' && !clause.amount && !number ? clause.numbers[0] : undefined;
  const percent = clause.percent ?? (question === 'percent' ? Number(clause.numbers[0] ?? Number.NaN) : null);
  const known = number ?? matter.order ?? order;
  return {
    ...matter,
    ...(known ? { order: known } : {}),
    ...(clause.amount ? { amount: clause.amount } : exact ? { amount: { kind: 'exact', value: asMoney(exact) } } : {}),
    ...(question === 'amount' && clause.answer === 'yes' && !number ? { agreed: true } : {}),
    ...(percent !== null && !Number.isNaN(percent) ? { percent } : {}),
    ...(clause.reason ? { reason: clause.reason } : {}),
  };
}

/** An order's number, where nothing says that it is one: the longer, the surer. */
const numberOf = ({ numbers }: Clause, least: number): string | null =>
  numbers.find((number) => /^\d{3,10}$/.test(number) && number.length >= least) ?? null;

const ONLY_THE_WISH =
  /^(?:(?:hi|hello|please|can|could|you|i|we|want|would|like|id|need|have|to|make|file|raise|leave|open|report|send|log|pass|on|take|complain|an?|my|another|complaint|ticket|message|problem|issue|note|something|with|about|this|it|for|the|your|team|doctor|dentist|dr [a-z]+)(?: |$))+$/;

/** A message for people says what the customer wrote, once there is something in it. */
function fillWords(matter: Matter, clause: Clause, { question }: Dialogue): Matter {
  const adds = question === 'details' || !ONLY_THE_WISH.test(clause.plain);
  return adds ? { ...matter, words: [matter.words, clause.text].filter(Boolean).join(' ').slice(0, 1_000) } : matter;
}
