import type { OpeningHoursAnswer } from '../../../tools/get-opening-hours.ts';
import type { Desk, Saying } from '../acts/act.ts';
import { offerPerson, reachUs } from '../acts/refusals.ts';
import type { Dialogue, Heard } from '../dialogue/dialogue.ts';
import { type Matter, SAID } from '../dialogue/matter.ts';
import { sorryIn } from '../hear/language.ts';
import { answersTo, firstAnswersTo, sayAbilities } from './answers.ts';
import { sayList } from './dates.ts';
import { ANYTHING_ELSE, LATER } from './phrases.ts';

export type Outcome = { matter: Matter; saying: Saying };

type Given = { dialogue: Dialogue; outcomes: readonly Outcome[]; hours: OpeningHoursAnswer[]; desk: Desk };

/** One reply from all that there is to say: what was done, what was asked, and at most one question of ours, at the end. */
export function compose(given: Given): string {
  const { dialogue, desk } = given;
  const { heard } = dialogue;
  if (heard.language) return sayForeign(heard.language, desk);
  const said = [...sayOutcomes(given), ...sayAvoided(given)];
  const abilities = sayAbilities(desk);
  if (heard.topics.has('capabilities') && said.length === 0 && !heard.topics.has('greeting')) said.push(abilities);
  if (said.length === 0 && heard.reply) said.push(sayReply(heard.reply));
  const question = questionOf(given);
  const lost = heard.unknown ? [sayUnknown(given, said.length > 0 || question !== null)] : [];
  const body = [...said, ...lost, ...(question ? [question] : [])];
  const whole = [...opening(given, body), ...body, ...closing(given, body)]
    .join(' ')
    .replaceAll(/ *\n */g, '\n')
    .trim();
  return whole || sayFallback(desk, dialogue.lost);
}

function sayOutcomes({ dialogue, outcomes, hours, desk }: Given): string[] {
  const { topics } = dialogue.heard;
  const known = { facts: desk.facts, hours };
  const unable = outcomes.flatMap(({ saying }) => (saying.kind === 'cannot' ? [saying.what] : []));
  const done = outcomes.flatMap(({ saying }) => (saying.kind === 'said' && saying.text !== '' ? [saying.text] : []));
  return [
    ...firstAnswersTo(topics, known),
    ...(unable.length > 0 ? [sayCannot(unable, desk)] : []),
    ...done,
    ...answersTo(topics, known),
  ];
}

const sayCannot = (what: string[], { facts }: Desk): string =>
  `I cannot ${sayList([...new Set(what)], 'or')} yet in this installation, so nothing has been changed. ${reachUs(facts)}`;

/** The first question only; what else is missing waits until then. */
function questionOf({ dialogue, outcomes, desk }: Given): string | null {
  const [first, ...more] = outcomes.flatMap(({ matter, saying }) =>
    saying.kind === 'asked' ? [{ matter, text: saying.text, question: saying.question }] : [],
  );
  if (!first) return dialogue.heard.topics.has('annoyed') ? sayAnnoyed(desk) : null;
  const waiting = [...new Set(more.map(({ matter }) => SAID[matter.kind]))].map((what) => `${LATER} ${what}.`);
  return [...waiting, first.text, first.question].filter((part) => part !== '').join(' ');
}

function opening({ dialogue, desk }: Given, body: string[]): string[] {
  const { topics } = dialogue.heard;
  const { agent, business } = desk.facts;
  const fine = topics.has('how_are_you') ? ['I am well, thank you.'] : [];
  if (!topics.has('greeting')) return fine;
  if (body.length > 0) return ['Hello!', ...fine];
  const known = dialogue.told !== '';
  const hello = known
    ? ['Hello!', ...fine, 'How can I help?']
    : [`Hello! I am ${agent}, the automated assistant of ${business}.`, ...fine, 'How can I help?'];
  return desk.facts.bySms ? hello : [...hello, sayAbilities(desk)];
}

function closing({ dialogue, desk }: Given, body: string[]): string[] {
  const { topics } = dialogue.heard;
  const isOpen = body.at(-1)?.endsWith('?') ?? false;
  if (topics.has('bye') && !isOpen) return [`Goodbye, and thank you for contacting ${desk.facts.business}.`];
  if (!topics.has('thanks') || isOpen) return [];
  return [body.length > 0 ? 'You are welcome!' : `You are welcome! ${ANYTHING_ELSE}`];
}

function sayReply(reply: NonNullable<Heard['reply']>): string {
  if (reply === 'dropped') return `All right, I leave it as it is. ${ANYTHING_ELSE}`;
  if (reply === 'no_person') return `All right. ${ANYTHING_ELSE}`;
  if (reply === 'noted') return `Good. ${ANYTHING_ELSE}`;
  return reply === 'nothing_more' ? 'All right. Have a good day!' : 'What can I do for you?';
}

function sayAnnoyed(desk: Desk): string {
  const offered = offerPerson('I am sorry that I am not of more help.', desk);
  return offered.kind === 'asked' ? `${offered.text} ${offered.question}` : `I am sorry. ${reachUs(desk.facts)}`;
}

function sayUnknown({ dialogue, desk }: Given, knowsSome: boolean): string {
  if (knowsSome) return `I do not know about the rest. ${reachUs(desk.facts)}`;
  return sayFallback(desk, dialogue.lost);
}

function sayFallback(desk: Desk, lost: number): string {
  const sorry = 'I am sorry, I cannot answer that.';
  const offered = offerPerson(lost > 0 ? sorry : `${sorry} ${sayAbilities(desk)}`, desk);
  if (offered.kind === 'asked') return `${offered.text} ${offered.question}`;
  return `${sorry} ${sayAbilities(desk)} ${reachUs(desk.facts, 'For anything else please')}`;
}

function sayForeign(language: string, desk: Desk): string {
  const offered = offerPerson('I am sorry, I only understand English.', desk);
  const english =
    offered.kind === 'asked' ? `${offered.text} ${offered.question}` : offered.kind === 'said' ? offered.text : '';
  return [sorryIn(language), english].filter(Boolean).join(' ');
}

/** What the business does not want to be talked about. */
function sayAvoided({ dialogue, desk }: Given): string[] {
  const said = dialogue.heard.text.toLowerCase();
  const avoided = desk.facts.avoid.filter((topic) =>
    topic
      .toLowerCase()
      .split(/\s+/)
      .every((word) => said.includes(word.replace(/s$/, ''))),
  );
  return avoided.length > 0 ? [`I cannot talk about ${sayList(avoided)} here. ${reachUs(desk.facts)}`] : [];
}
