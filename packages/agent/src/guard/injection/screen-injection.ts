import type { PlainText } from '../plain-text.ts';
import { DISGUISES } from './disguises.ts';
import { ADDRESSES_MACHINES } from './english/addresses-machines.ts';
import { ASKS_FOR_SECRETS } from './english/asks-for-secrets.ts';
import { CHANGES_IDENTITY } from './english/changes-identity.ts';
import { CLAIMS_AUTHORITY } from './english/claims-authority.ts';
import { PUTS_ASIDE } from './english/puts-aside.ts';
import { fold } from './fold.ts';
import { FRENCH } from './french.ts';
import { GERMAN } from './german.ts';
import { MARKERS } from './markers.ts';
import { OTHERS } from './other-languages.ts';
import { firstMatch } from './rule.ts';
import { SPANISH } from './spanish.ts';

const RULES = [
  PUTS_ASIDE,
  ASKS_FOR_SECRETS,
  CHANGES_IDENTITY,
  CLAIMS_AUTHORITY,
  ADDRESSES_MACHINES,
  GERMAN,
  SPANISH,
  FRENCH,
  OTHERS,
];
// Letters alone: for what no blanks, or blanks in the wrong places, make unreadable.
const SQUEEZED =
  /(?:ignore|disregard|forget|bypass|override)(?:the|of|these|those)*(?:all|any|every|your|previous|prior|above|earlier|system|safety)(?:all|any|every|your|the|of|these|those|previous|prior|above|earlier|system|safety)*(?:instructions|prompts|guidelines|rules(?!et))|(?:reveal|show|print|repeat|output|tell)(?:me|us)?(?:your|the)(?:system|hidden|initial|secret|full)*(?:prompt|instructions)|developermodeenabled|ignoriere(?:alle|deine|bisherigen|vorherigen)+(?:anweisungen|regeln)/u;

/** So much of a text is read; what is beyond is cut by the channel before. */
const MAX_LENGTH = 12_000;

/** What a message does that only someone does who wants to change what the agent obeys, or `null`. */
export function screenInjection({ text: given, smuggled }: PlainText): string | null {
  const text = given.slice(0, MAX_LENGTH);
  const marker = MARKERS.find(([, pattern]) => pattern.test(text));
  if (marker) return marker[0];
  const found = screenPlain(fold(text));
  if (found) return found;
  for (const [name, disguised] of DISGUISES) {
    const reading = disguised(name === 'shuffled letters' ? text.toLowerCase() : text);
    const meant = reading === null ? null : screenPlain(fold(reading));
    if (meant) return `${meant}, in disguise (${name})`;
  }
  const hidden = smuggled === '' ? null : screenPlain(fold(smuggled));
  return hidden && `${hidden}, in invisible letters`;
}

function screenPlain(text: string): string | null {
  const found = firstMatch(RULES, text);
  if (found) return found;
  return SQUEEZED.test(text.replace(/[^a-z]+/gu, '')) ? 'puts the instructions aside, in letters run together' : null;
}
