import type { AgentSpec } from '@parley/shared/agent-spec';
import {
  CHECKS,
  type Check,
  GUARDRAILS,
  type LANGUAGES,
  type PersonalKind,
  REACTIONS,
  type Reaction,
  SAFE_REPLIES,
  type SafeReply,
  USUALLY_HIDDEN,
} from '@parley/shared/guardrails';
import { linesFrom, wordsFrom } from './lists.ts';

export const CHECK_NAME: Record<Check, string> = {
  injection: 'It tries to change how the agent works',
  invisible_text: 'It has invisible characters',
  personal_data: 'It has personal data that the model may not read',
  topic: 'It comes to a topic to avoid',
  language: 'It is in a language that is not answered',
  insult: 'It insults',
  threat: 'It threatens',
  secret: 'It has a key or a password',
  prompt_leak: 'It tells what the agent was told to be',
  personal_leak: 'It has personal data that nobody gave',
  claim: 'It says that something was done which was not',
  link: 'It links to a site that is not on the list',
  length: 'It is too long for the channel',
  tone: 'It shouts, or is full of emojis',
};

export const REACTION_NAME: Record<Reaction, string> = {
  pass: 'Only note it',
  redact: 'Take it out',
  rewrite: 'Have it written once more',
  safe_reply: 'Say a fixed sentence',
  hand_off: 'Hand over to people',
};

export const PERSONAL_NAME: Record<PersonalKind, string> = {
  card: 'Card numbers',
  iban: 'Bank accounts',
  national_id: 'National numbers',
  email: 'E-mail addresses',
  phone: 'Telephone numbers',
};

export const SAFE_REPLY_NAME: Record<SafeReply, string> = {
  refused: 'Instead of answering a message',
  withheld: 'Instead of an answer that may not leave',
  language: 'When the language is not answered',
  handed_over: 'When people take over',
};

export const checksOn = (on: 'message' | 'answer'): Check[] => CHECKS.filter((check) => GUARDRAILS[check].on === on);

/** What can be chosen for a check; an empty value leaves it at what is usual. */
export const choicesFor = (check: Check): { value: Reaction | ''; label: string }[] => [
  { value: '', label: `As usual: ${REACTION_NAME[GUARDRAILS[check].usual].toLowerCase()}` },
  ...GUARDRAILS[check].may.map((value) => ({ value, label: REACTION_NAME[value] })),
];

type Guardrails = AgentSpec['guardrails'];
type Texts = (name: string) => string;

/** The guardrails that a form holds; what is left at what is usual is not written down. */
export function guardrailsFrom(begun: Guardrails, text: Texts, all: (name: string) => string[]): Guardrails {
  const hidden = all('hide_from_model') as PersonalKind[];
  const [languages, links] = [wordsFrom(text('languages').toLowerCase()), linesFrom(text('links').toLowerCase())];
  return {
    ...begun,
    avoid_topics: linesFrom(text('avoid_topics')),
    reactions: chosen(CHECKS, (check) => REACTIONS.find((one) => one === text(`reaction_${check}`))),
    hide_from_model: begun.hide_from_model || !isUsual(hidden) ? hidden : undefined,
    // A word that is none is refused by the api, which names the field.
    languages: languages.length > 0 ? (languages as (typeof LANGUAGES)[number][]) : undefined,
    links: links.length > 0 ? links : undefined,
    safe_replies: chosen(SAFE_REPLIES, (kind) => text(`safe_reply_${kind}`) || undefined),
  };
}

const isUsual = (hidden: readonly PersonalKind[]): boolean =>
  hidden.length === USUALLY_HIDDEN.length && USUALLY_HIDDEN.every((kind) => hidden.includes(kind));

function chosen<K extends string, V>(
  keys: readonly K[],
  find: (key: K) => V | undefined,
): Partial<Record<K, V>> | undefined {
  const found = keys.flatMap((key) => {
    const value = find(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return found.length > 0 ? (Object.fromEntries(found) as Partial<Record<K, V>>) : undefined;
}
