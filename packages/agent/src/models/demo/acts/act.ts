import type { Json } from '../../../json.ts';
import type { Facts } from '../facts.ts';
import type { Told, ToolUse } from './tool-use.ts';

/** What a matter comes to in this turn. A question waits for the customer; what `cannot` be done is told all at once. */
export type Saying =
  | { kind: 'said'; text: string }
  | { kind: 'asked'; text: string; question: string }
  | { kind: 'cannot'; what: string };

export type Wish = { name: string; args: Record<string, Json> };

/** A course of tool calls that ends in words. It begins anew at each model call and hears what was told already. */
export type Act<T = Saying> = Generator<Wish, T, Told>;

/** What an act may know and use. */
export type Desk = { facts: Facts; can: (tool: string) => boolean };

export const said = (text: string): Saying => ({ kind: 'said', text });
export const asked = (text: string, question: string): Saying => ({ kind: 'asked', text, question });
export const cannot = (what: string): Saying => ({ kind: 'cannot', what });

/** As far as the tools of this turn have answered: what comes of it, or the call that is wanted next. */
export function play(act: Act | Saying, uses: readonly ToolUse[]): { saying: Saying } | { wish: Wish } {
  if ('kind' in act) return { saying: act };
  let step = act.next();
  while (!step.done) {
    const wish = step.value;
    const use = uses.find((one) => one.name === wish.name && sameArguments(one.args, wish.args));
    if (!use) return { wish };
    step = act.next(use.told);
  }
  return { saying: step.value };
}

/** Arguments are flat: names and short values. */
const sameArguments = (a: Record<string, Json>, b: Record<string, Json>): boolean => {
  const names = Object.keys(b);
  return names.length === Object.keys(a).length && names.every((name) => a[name] === b[name]);
};

/** Calls a tool with the arguments that are known. */
export function* call(name: string, args: Record<string, Json | undefined> = {}): Act<Told> {
  const known = Object.entries(args).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return yield { name, args: Object.fromEntries(known) };
}
