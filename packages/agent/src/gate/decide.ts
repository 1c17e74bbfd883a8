import type { DecidePort, Decision, DecisionFacts } from './decision.ts';

/** What holds for every agent. The first rule that says no decides. */
export const decide: DecidePort = (facts) => {
  for (const [rule, refuse] of RULES) {
    const message = refuse(facts);
    if (message) return { allowed: false, rule, message };
  }
  return ALLOWED;
};

const ALLOWED: Decision = { allowed: true, rule: 'default' };

const RULES: ReadonlyArray<readonly [string, (facts: DecisionFacts) => string | null]> = [
  ['unknown_tool', ({ effect, tool }) => (effect === null ? `There is no tool "${tool}".` : null)],
  ['arguments', ({ argumentsProblem }) => argumentsProblem],
  ['tool_call_limit', tooMany],
  ['identical_calls', tooManyAlike],
  ['money_limit', tooMuch],
  ['tainted', notFromTheCustomer],
  ['unsayable', ({ unsayable }) => unsayable && `Not sent: ${unsayable} Write it again without that.`],
];

function tooMany({ callsBefore, limits }: DecisionFacts): string | null {
  if (callsBefore < limits.toolCalls) return null;
  return `Not done: at most ${limits.toolCalls} tool calls are allowed for one message. Answer with what you know.`;
}

function tooManyAlike({ identicalBefore, limits }: DecisionFacts): string | null {
  if (identicalBefore < limits.identicalCalls) return null;
  return `Not done: you have made this very call ${identicalBefore} times. Its result stands above; go on with that.`;
}

const A_PERSON = 'Tell the customer that a colleague has to look at it, and offer to hand the conversation over.';

function tooMuch({ effect, amountCents, movedCents, moneyLimitCents }: DecisionFacts): string | null {
  if (effect !== 'money') return null;
  if (amountCents === null) return `Not done: it is not known how much money this would move. ${A_PERSON}`;
  if (amountCents + movedCents <= moneyLimitCents) return null;
  const before = movedCents > 0 ? ` after ${cents(movedCents)} for this message` : '';
  return `Not done: it moves ${cents(amountCents)}${before}, and without a person you may move at most ${cents(moneyLimitCents)}. ${A_PERSON}`;
}

const cents = (amount: number): string => (amount / 100).toFixed(2);

function notFromTheCustomer({ effect, tainted }: DecisionFacts): string | null {
  if (effect !== 'irreversible' || tainted.length === 0) return null;
  return `Not done: it cannot be undone, and ${tainted.join(', ')} came from the result of a tool, not from the customer. ${A_PERSON}`;
}
