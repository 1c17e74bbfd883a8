import { type PersonalKind, USUALLY_HIDDEN } from '@parley/shared/guardrails';
import type { Frame } from '../frame.ts';
import { abuseIn } from './abuse.ts';
import type { GuardVerdict } from './guard-port.ts';
import { injectionIn, newMessages } from './inbound-text.ts';
import { languageOf } from './language.ts';
import { findPersonalData } from './personal-data/kinds.ts';
import { type PlainText, plainText } from './plain-text.ts';
import { safeReply } from './safe-replies.ts';
import { topicIn } from './topics.ts';
import { type Flag, flag, flagIf, pass, reactionOf, strongest, type Verdict } from './verdict.ts';

export function screenInbound(frame: Frame): GuardVerdict {
  const given = newMessages(frame);
  const verdicts = verdictsOn(given, plainText(given), frame.agent);
  const flags = verdicts.filter((one): one is Flag => one.verdict === 'flag');
  const reactions = flags.map(({ check }) => reactionOf(check, frame.agent));
  const reaction = strongest(reactions);
  return {
    reaction,
    findings: flags.map(({ check, reason, facts }, index) => ({
      check,
      reason,
      facts: { ...facts, reaction: reactions[index] ?? 'pass' },
    })),
    passed: verdicts.flatMap(({ check, verdict }) => (verdict === 'pass' ? [check] : [])),
    text: wordsFor(reaction, flags, frame),
  };
}

function verdictsOn(given: string, plain: PlainText, { avoidTopics = [], guardrails }: Frame['agent']): Verdict[] {
  return [
    flagIf('injection', prefixed('The message ', injectionIn(plain, given))),
    flagIf('invisible_text', plain.hidden > 0 ? `It holds ${plain.hidden} invisible characters.` : null),
    personalData(given, guardrails?.hide ?? USUALLY_HIDDEN),
    flagIf('topic', prefixed('It comes to a topic to avoid: ', topicIn(plain.text, avoidTopics))),
    language(plain.text, guardrails?.languages ?? []),
    ...abuse(plain.text),
  ];
}

const prefixed = (before: string, found: string | null): string | null =>
  found === null ? null : `${before}${found}.`;

const KIND_WORDS: Record<PersonalKind, string> = {
  card: 'a card number',
  iban: 'a bank account',
  national_id: 'a national number',
  email: 'an e-mail address',
  phone: 'a telephone number',
};

function personalData(given: string, hidden: readonly PersonalKind[]): Verdict {
  const kinds = [...new Set(findPersonalData(given).map(({ kind }) => kind))].filter((kind) => hidden.includes(kind));
  if (kinds.length === 0) return pass('personal_data');
  return flag('personal_data', `It holds ${kinds.map((kind) => KIND_WORDS[kind]).join(' and ')}.`, { kinds });
}

function language(text: string, allowed: NonNullable<NonNullable<Frame['agent']['guardrails']>['languages']>): Verdict {
  const found = allowed.length === 0 ? null : languageOf(text);
  return found === null || allowed.includes(found)
    ? pass('language')
    : flag('language', `It is written in a language that the agent does not answer in (${found}).`, {
        language: found,
      });
}

function abuse(text: string): Verdict[] {
  const found = abuseIn(text);
  return [
    flagIf('insult', found === 'insult' ? 'It insults whoever reads it.' : null),
    flagIf('threat', found === 'threat' ? 'It threatens somebody.' : null),
  ];
}

function wordsFor(reaction: GuardVerdict['reaction'], flags: readonly Flag[], frame: Frame): string | null {
  if (reaction === 'hand_off') return safeReply('handed_over', frame);
  if (reaction !== 'safe_reply') return null;
  const refusing = flags.filter(({ check }) => reactionOf(check, frame.agent) === 'safe_reply');
  return safeReply(refusing.every(({ check }) => check === 'language') ? 'language' : 'refused', frame);
}
