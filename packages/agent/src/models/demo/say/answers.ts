import type { OpeningHoursAnswer } from '../../../tools/get-opening-hours.ts';
import type { Desk } from '../acts/act.ts';
import { reachUs } from '../acts/refusals.ts';
import type { Facts } from '../facts.ts';
import type { Topic } from '../hear/topics.ts';
import { sayList } from './dates.ts';
import { sayHours } from './hours.ts';

type Known = { facts: Facts; hours: OpeningHoursAnswer[] };

type Answers = ReadonlyArray<readonly [Topic, (known: Known) => string]>;

/** What comes before everything else. */
const FIRST: Answers = [
  ['urgent', ({ facts }) => sayUrgent(facts)],
  ['identity', ({ facts }) => sayIdentity(facts)],
];

/** What is asked for and needs nothing done, in the order in which it is answered. */
const ANSWERS: Answers = [
  ['hours', ({ facts, hours }) => sayHours(hours) ?? `I do not have our opening hours at hand. ${reachUs(facts)}`],
  ['address', ({ facts }) => sayAddress(facts)],
  ['phone', ({ facts }) => sayPhone(facts)],
  ['services', ({ facts }) => sayServices(facts)],
  ['price', ({ facts }) => `I do not have our prices at hand. ${reachUs(facts)}`],
  ['joke', () => 'I am better at front desk work than at small talk, but thank you for asking.'],
];

export const firstAnswersTo = (topics: ReadonlySet<Topic>, known: Known): string[] => say(FIRST, topics, known);
export const answersTo = (topics: ReadonlySet<Topic>, known: Known): string[] => say(ANSWERS, topics, known);

/** Whether something of what was asked needs words alone. */
export const isAnswered = (topics: ReadonlySet<Topic>): boolean =>
  [...FIRST, ...ANSWERS].some(([topic]) => topics.has(topic));

const say = (answers: Answers, topics: ReadonlySet<Topic>, known: Known): string[] =>
  answers.filter(([topic]) => topics.has(topic)).map(([, answer]) => answer(known));

const sayIdentity = ({ agent, business }: Facts): string =>
  `I am ${agent}, an automated assistant of ${business}, not a person. You are talking to Parley's demo model: ` +
  'it answers by fixed rules, and no language model is called.';

const sayUrgent = (facts: Facts): string =>
  `I cannot give medical advice. ${reachUs(facts)} If it is an emergency, call your local emergency number now.`;

const sayAddress = (facts: Facts): string =>
  facts.address
    ? `You find ${facts.business} at ${facts.address}.`
    : `I do not have our address at hand. ${reachUs(facts)}`;

const sayPhone = ({ phone }: Facts): string =>
  phone ? `Our phone number is ${phone}.` : 'I do not have our phone number at hand.';

const sayServices = (facts: Facts): string =>
  facts.services.length > 0
    ? `You can come to us for ${sayList(facts.services)}.`
    : `I do not have a list of our services at hand. ${reachUs(facts)}`;

const ABILITIES: ReadonlyArray<readonly [string, string]> = [
  ['book_appointment', 'book, move and cancel appointments'],
  ['lookup_order', 'look up orders'],
  ['issue_refund', 'make refunds'],
  ['create_ticket', 'pass on messages'],
  ['handoff_to_human', 'bring in a colleague'],
];

export function sayAbilities({ can, facts }: Desk): string {
  const able = ABILITIES.filter(([tool]) => can(tool)).map(([, what]) => what);
  const always = 'tell you when we are open, where we are and how to reach us by phone';
  if (able.length > 0 && facts.bySms) return 'I can help with appointments, orders and opening hours.';
  return able.length === 0 ? `I can ${always}.` : `I can ${sayList([...able, always])}.`;
}
