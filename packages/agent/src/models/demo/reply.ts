import { FACTS_HEADING } from '../../prompt.ts';
import type { OpeningHoursAnswer } from '../../tools/get-opening-hours.ts';
import { sayHours, sayList } from './say-hours.ts';
import { type Intent, type Understood, understand } from './understand.ts';

/** What the rules see of a model call. `looked`: what the tool returned in this turn, `null` before it was asked. */
export type Asked = { system: string; text: string; canLook: boolean; looked: OpeningHoursAnswer[] | null };

export type DemoReply = { kind: 'look_up_hours'; days: string[] } | { kind: 'say'; text: string };

type Facts = { agent: string; business: string; address: string | null; phone: string | null; today: string };

/** The whole demo model: a pure function of the call, by fixed rules. It never says that it did something. */
export function reply({ system, text, canLook, looked }: Asked): DemoReply {
  const facts = readFacts(system);
  const understood = understand(text, facts.today);
  if (understood.intents.has('hours') && canLook && looked === null) {
    return { kind: 'look_up_hours', days: understood.days.length > 0 ? understood.days : ['week'] };
  }
  return { kind: 'say', text: say(understood, facts, looked ?? []) };
}

function readFacts(system: string): Facts {
  const lines = system.slice(Math.max(0, system.indexOf(`\n${FACTS_HEADING}\n`)));
  const fact = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(lines)?.[1] ?? null;
  return {
    agent: /^You are ([^,]+),/.exec(system)?.[1] ?? 'the assistant',
    business: fact('Business') ?? 'this business',
    address: fact('Address'),
    phone: fact('Phone'),
    today: /\d{4}-\d{2}-\d{2}/.exec(fact('Now') ?? '')?.[0] ?? '1970-01-01',
  };
}

function say({ intents, unknown }: Understood, facts: Facts, looked: OpeningHoursAnswer[]): string {
  const answers: Array<[boolean, string]> = [
    [intents.has('urgent'), sayUrgent(facts)],
    [intents.has('identity'), sayIdentity(facts)],
    [intents.has('person'), `I cannot hand you over to a person from here yet. ${reachUs(facts)}`],
    [ACTIONS.some(([action]) => intents.has(action)), sayActions(intents, facts)],
    [intents.has('hours'), sayHours(looked) ?? `I do not have our opening hours at hand. ${reachUs(facts)}`],
    [intents.has('address'), sayAddress(facts)],
    [intents.has('phone'), sayPhone(facts)],
  ];
  const said = answers.filter(([asked]) => asked).map(([, answer]) => answer);
  if (intents.has('capabilities') && said.length === 0) said.push(sayCapabilities());
  if (unknown) said.push(said.length > 0 ? `I do not know about the rest. ${reachUs(facts)}` : sayFallback(facts));
  return [...opening(intents, facts, said), ...said, ...closing(intents, facts, said)].join(' ') || sayFallback(facts);
}

function opening(intents: ReadonlySet<Intent>, { agent, business }: Facts, said: string[]): string[] {
  if (!intents.has('greeting')) return [];
  if (said.length > 0) return ['Hello!'];
  return [`Hello! I am ${agent}, the automated assistant of ${business}. How can I help?`, sayCapabilities()];
}

function closing(intents: ReadonlySet<Intent>, { business }: Facts, said: string[]): string[] {
  if (intents.has('bye')) return [`Goodbye, and thank you for contacting ${business}.`];
  if (!intents.has('thanks')) return [];
  return [said.length > 0 ? 'You are welcome!' : 'You are welcome! Is there anything else I can help with?'];
}

const ACTIONS: ReadonlyArray<readonly [Intent, string]> = [
  ['book', 'book appointments'],
  ['reschedule', 'move appointments'],
  ['cancel', 'cancel appointments'],
  ['refund', 'make refunds'],
];

function sayActions(intents: ReadonlySet<Intent>, facts: Facts): string {
  const wanted = ACTIONS.filter(([action]) => intents.has(action)).map(([, what]) => what);
  return `I cannot ${sayList(wanted, 'or')} yet in this installation, so nothing has been changed. ${reachUs(facts)}`;
}

const sayIdentity = ({ agent, business }: Facts): string =>
  `I am ${agent}, an automated assistant of ${business}, not a person. You are talking to Parley's demo model: ` +
  'it answers by fixed rules, and no language model is called.';

const sayUrgent = (facts: Facts): string =>
  `I cannot give medical advice. ${reachUs(facts)} If it is an emergency, call your local emergency number now.`;

const sayCapabilities = (): string => 'I can tell you when we are open, where we are and how to reach us by phone.';

const sayFallback = (facts: Facts): string =>
  `I am sorry, I cannot answer that. ${sayCapabilities()} ${reachUs(facts, 'For anything else please')}`;

const sayAddress = ({ address, business, ...facts }: Facts): string =>
  address
    ? `You find ${business} at ${address}.`
    : `I do not have our address at hand. ${reachUs({ ...facts, address, business })}`;

const sayPhone = ({ phone }: Facts): string =>
  phone ? `Our phone number is ${phone}.` : 'I do not have our phone number at hand.';

const reachUs = ({ phone }: Facts, please = 'Please'): string =>
  phone ? `${please} call us on ${phone}.` : `${please} ask our front desk.`;
