import type { Check, Reaction } from '@parley/shared/guardrails';
import { GUARDRAILS } from '@parley/shared/guardrails';
import type { Frame } from '../frame.ts';
import type { Json } from '../json.ts';

/** What one check found, in words for people who read the run: never a copy of what must not be read. */
export type Verdict =
  | { check: Check; verdict: 'pass' }
  | { check: Check; verdict: 'flag'; reason: string; facts?: Record<string, Json> };
export type Flag = Extract<Verdict, { verdict: 'flag' }>;

export const pass = (check: Check): Verdict => ({ check, verdict: 'pass' });
export const flag = (check: Check, reason: string, facts?: Record<string, Json>): Verdict => ({
  check,
  verdict: 'flag',
  reason,
  ...(facts && { facts }),
});
export const flagIf = (check: Check, reason: string | null): Verdict =>
  reason === null ? pass(check) : flag(check, reason);

/** The agent's choice where it has made one that means something for the check, else the usual one. */
export function reactionOf(check: Check, { guardrails }: Frame['agent']): Reaction {
  const { usual, may } = GUARDRAILS[check];
  const chosen = guardrails?.reactions?.[check];
  return chosen && may.includes(chosen) ? chosen : usual;
}

const STRENGTH: readonly Reaction[] = ['pass', 'redact', 'rewrite', 'safe_reply', 'hand_off'];

/** The strongest of some reactions: what it does includes what the others would. */
export const strongest = (reactions: readonly Reaction[]): Reaction =>
  STRENGTH[Math.max(0, ...reactions.map((reaction) => STRENGTH.indexOf(reaction)))] ?? 'pass';
