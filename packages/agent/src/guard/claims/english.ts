import { type Action, actionsOf, PARTICIPLE } from './actions.ts';
import type { Clause } from './clauses.ts';
import { ALONE, HEADLINE } from './fragments.ts';
import {
  DEFINITE,
  FULL,
  HABIT,
  HANGS_ON,
  LATER,
  MANNER,
  OF_OLD,
  OPEN,
  RELATIVE,
  SAID_OF,
  TIMES_OF_OTHERS,
} from './hedges.ts';
import type { Form } from './reading.ts';
import { NEEDED, READINGS } from './readings.ts';

export type Claim = { form: Form; actions: Action[]; text: string };

const BASE_ACTION: ReadonlyArray<readonly [RegExp, Action]> = [
  [/^(?:book|schedul|reserv|arrang|get|put|squeez|fit|secur|slot)/u, 'book'],
  [/^(?:mov|reschedul|shift|push|bring)/u, 'move'],
  [/^cancel/u, 'cancel'],
  [/^(?:refund|credit|reimburs)/u, 'refund'],
  [/^(?:send|email|text)/u, 'send'],
  [/^(?:forward|transfer|connect|pass|hand|notify|inform|escalat)/u, 'tell'],
  [/^(?:open|creat|fil|rais|submit|log)/u, 'report'],
  [/^order|^charg/u, 'order'],
  [/^(?:chang|updat|add|remov|delet|register)/u, 'change'],
];

/** The claims of one clause. */
export function englishClaims(clause: Clause): Claim[] {
  const { text, question, conditional } = clause;
  if (!NEEDED.test(text) || (question && !TOLD.test(text))) return [];
  const claims: Claim[] = [];
  for (const { form, pattern, actions } of READINGS) {
    const match = pattern.exec(text);
    if (!match || (question && match.index > 0) || (conditional && form !== 'did')) continue;
    if (isOpen(match, form, text) || (form === 'is' && isGeneral(match, text))) continue;
    if (TOLD_YOU.test(`${match[0]}${text.slice(match.index + match[0].length)}`)) continue;
    const end = match.index + match[0].length;
    const also = form === 'did' ? alsoDone(text.slice(end)) : [];
    const said = also[0] ? text.slice(0, text.length - also[0].text.length) : text;
    const meant = actions ? [...actions] : actionsIn(match, said);
    if (meant.length > 0) claims.push({ form, actions: meant, text: said }, ...also);
  }
  if (claims.length === 0 && !question && !conditional) claims.push(...fragment(text));
  return claims.filter(({ actions }) => actions.length > 0);
}

/** What was said to the customer needs nothing but having been said. */
const TOLD_YOU = /^(?:i|we)\b.{0,20}\b(?:told|asked|informed|notified|contacted|messaged) you\b/iu;

/** "I've booked it, okay?" tells; "have I booked it?" asks. */
const TOLD = /^(?:i|we)\b.*\b(?:ok|okay|right|alright)\W*$/iu;

const NOTHING = /^ (?:nothing|no|none|neither|nobody)\b/iu;

function isOpen({ index, 0: all }: RegExpExecArray, form: Form, text: string): boolean {
  const before = text.slice(0, index);
  if (OPEN.test(before) || RELATIVE.test(before) || NOTHING.test(text.slice(index + all.length))) return true;
  if (form === 'did') return SAID_OF.test(before) || (OF_OLD.test(text) && !/\byour?\b/iu.test(text));
  return (form === 'will' ? HANGS_ON : LATER).test(text.slice(index));
}

function isGeneral(match: RegExpExecArray, text: string): boolean {
  const before = text.slice(0, match.index);
  const isForYou = /\byour?\b|\bfor (?:you|him|her|them)\b|\bin your name\b/iu.test(text);
  if (HABIT.test(text) || FULL.test(text) || /\bi\s*$/iu.test(before)) return true;
  if (!isForYou && OF_OLD.test(text)) return true;
  if (MANNER.test(text) && !/\byour (?!doctor|insur)/iu.test(text)) return true;
  if (
    /\bwill be\b|'ll be\b/iu.test(match[0]) &&
    /^(?:asked|told|contacted|informed|notified)$/iu.test(match.groups?.done ?? '')
  )
    return true;
  const subject = `${before}${match[0].split(' ')[0]}`;
  const isOfTime = /^(?:booked|reserved|scheduled|taken|set|made)$/iu.test(match.groups?.done ?? '');
  if (isOfTime && !isForYou && TIMES_OF_OTHERS.test(before)) return true;
  return match.groups?.done !== undefined && !isForYou && !DEFINITE.test(subject);
}

function actionsIn({ groups }: RegExpExecArray, text: string): Action[] {
  const done = groups?.done ?? groups?.done2;
  if (done) return actionsOf(done.toLowerCase(), text.toLowerCase());
  const base = (groups?.base ?? groups?.base2 ?? '').toLowerCase();
  const known = BASE_ACTION.find(([shape]) => shape.test(base));
  if (known) return known[1] === 'change' ? ['change', 'move', 'discount', 'book', 'cancel'] : [known[1]];
  return /^(?:process|issu|appl|confirm|complet|arrang|giv|mak)/u.test(base)
    ? actionsOf('processed', text.toLowerCase())
    : [];
}

const ALSO = new RegExp(
  `(?:,|\\band|&) (?:(?:also|then|have|has|i've|we've|just|successfully|already) ){0,2}(?<done>${PARTICIPLE})\\b(?! by)`,
  'giu',
);

const alsoDone = (rest: string): Claim[] =>
  [...rest.matchAll(ALSO)].map((match) => {
    const text = rest.slice(match.index);
    return { form: 'did', actions: actionsOf((match.groups?.done ?? '').toLowerCase(), text.toLowerCase()), text };
  });

function fragment(text: string): Claim[] {
  const match = HEADLINE.exec(text) ?? ALONE.exec(text);
  if (!match || LATER.test(text) || HABIT.test(text) || FULL.test(text)) return [];
  return [{ form: 'is', actions: actionsOf((match.groups?.done ?? '').toLowerCase(), text.toLowerCase()), text }];
}
