import { fold } from '../injection/fold.ts';
import { flag, pass, type Verdict } from '../verdict.ts';
import { type Action, DOES, SHOWS } from './actions.ts';
import { clausesOf } from './clauses.ts';
import { type Details, detailsOf, detailsOfCall } from './details.ts';
import { type Claim, englishClaims } from './english.ts';
import { otherClaims } from './other-languages.ts';

/** A call of this turn that succeeded. */
export type Done = { tool: string; input: unknown; output: unknown };

export type ClaimFacts = {
  done: readonly Done[];
  /** What the agent and its colleagues have written in this conversation before. */
  earlier: readonly string[];
  /** The customer's day, `YYYY-MM-DD`: what "tomorrow" counts from. */
  today: string;
};

/** Whether an answer says that something was done which nothing backs. */
export function judgeClaims(answer: string, facts: ClaimFacts): Verdict {
  const unbacked = claimsIn(answer).find((claim) => !isBacked(claim, facts));
  if (!unbacked) return pass('claim');
  const what = unbacked.actions[0] === 'anything' ? 'something was done' : WORDS[unbacked.actions[0] as Action];
  return flag('claim', `It says that ${what}, and nothing of this turn backs it: “${clip(unbacked.text)}”.`);
}

const WORDS: Record<Action, string> = {
  book: 'something was booked',
  move: 'something was moved',
  cancel: 'something was cancelled',
  refund: 'money was or will be returned',
  discount: 'a discount was given',
  report: 'a ticket was made, or people were told',
  tell: 'people were told, or will get in touch',
  send: 'something was or will be sent',
  order: 'something was ordered, charged or paid',
  change: 'something was changed',
  note: 'something was noted down',
  anything: 'something was done',
};

const clip = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);

export const claimsIn = (answer: string): Claim[] =>
  clausesOf(plainMarks(answer)).flatMap((clause) => {
    const claims = englishClaims(clause);
    return claims.length > 0 ? claims : otherClaims(clause, fold(clause.text));
  });

const plainMarks = (text: string): string =>
  text
    .replace(/[’‘`´]/gu, "'")
    .replace(/[*_#>~]+/gu, '')
    .replace(/[^\S\n]+/gu, ' ');

function isBacked(claim: Claim, { done, earlier, today }: ClaimFacts): boolean {
  const named = detailsOf(claim.text, today);
  if (done.some((call) => stands(claim, call) && agrees(claim, named, detailsOfCall([call.input, call.output]))))
    return true;
  const mayRepeat = claim.form !== 'did' || /\b(?:already|earlier|before|previously|yesterday)\b/iu.test(claim.text);
  return mayRepeat && earlier.some((line) => saidBefore(line, claim, named, today));
}

function stands({ actions, form }: Claim, { tool }: Done): boolean {
  const does = DOES[tool];
  const shows = form === 'is' ? SHOWS[tool] : undefined;
  // An organisation's own tool: what it does, its result tells the model.
  if (!does && !SHOWS[tool]) return true;
  const backed = [...(does ?? []), ...(shows ?? [])];
  return actions.some((action) =>
    action === 'anything' ? backed.length > 0 && tool !== 'remember' : backed.includes(action),
  );
}

const OF_A_MOMENT: readonly Action[] = ['book', 'move', 'cancel', 'anything'];
const OF_MONEY: readonly Action[] = ['refund', 'discount', 'order'];

/** What is named must be what was done; what a call says nothing of is not held against it. */
function agrees({ actions }: Claim, named: Details, done: Details): boolean {
  const isOfMoment =
    actions.some((action) => OF_A_MOMENT.includes(action)) && !actions.some((action) => OF_MONEY.includes(action));
  if (isOfMoment) {
    return meets(named.times, done.times) && meets(named.days, done.days) && meets(named.weekdays, done.weekdays);
  }
  if (!actions.some((action) => OF_MONEY.includes(action))) return true;
  return meets(named.sums, done.sums) && meets(named.percents, done.percents);
}

const meets = <T>(named: Set<T>, done: Set<T>): boolean =>
  named.size === 0 || done.size === 0 || [...named].some((one) => done.has(one));

function saidBefore(line: string, claim: Claim, named: Details, today: string): boolean {
  const before = claimsIn(line).filter(({ actions }) => actions.some((action) => claim.actions.includes(action)));
  if (before.length === 0) return false;
  const told = detailsOf(line, today);
  return agrees(claim, named, told);
}
