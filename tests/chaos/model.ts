import type { ModelAnswer, ModelCall } from '@parley/testkit/street/model-script';
import type { Street } from '@parley/testkit/street/street';
import type { Seeded } from './seeded.ts';

/** What a customer writes, and how its answer says which message it answers. */
export const tokenOf = (customer: number, n: number): string => `<c${customer}-${n}>`;
export const TOKENS = /<c\d+-\d+>/g;

type Said = { role: string; content?: unknown };

/**
 * The provider's model: mostly one tool call, then an answer that repeats the newest message's token, so that an answer to
 * the wrong message, or to an old history, is seen.
 */
export function speak(street: Street, random: Seeded): void {
  street.openai.script.sayBy((call) => answer(call, random));
}

function answer(call: ModelCall, random: Seeded): ModelAnswer {
  const said = (call.body.messages as Said[]).filter(({ role }) => role !== 'system');
  const pause = random.between(0, 40);
  const beforePiece = (index: number) =>
    index === 0 ? new Promise((resolve) => setTimeout(resolve, pause)) : undefined;
  if (said.at(-1)?.role === 'user' && random.chance(0.5)) {
    return { toolCalls: [{ name: 'get_opening_hours', arguments: { day: 'saturday' } }], beforePiece };
  }
  return { text: aboutNewest(call).split(/(?<=:)/), beforePiece };
}

function aboutNewest(call: ModelCall): string {
  const newest = (call.body.messages as Said[]).findLast(({ role }) => role === 'user');
  const tokens = JSON.stringify(newest?.content ?? '').match(TOKENS) ?? [];
  return `About ${tokens.at(-1) ?? 'nothing'}: we open at nine.`;
}

/** One call, one answer: for schedules that count calls. */
export const answerByToken = (street: Street): void =>
  street.openai.script.sayBy((call) => ({ text: aboutNewest(call) }));

/** Two effects at once, then an answer. */
export const rememberThenAnswer = (street: Street): void =>
  street.openai.script.sayBy((call) => {
    const last = (call.body.messages as Said[]).at(-1);
    if (last?.role !== 'user') return { text: aboutNewest(call) };
    const toolCalls = ['day', 'allergy'].map((name) => ({ name: 'remember', arguments: { name, value: 'saturday' } }));
    return { toolCalls };
  });

/** The provider has a bad day, until `recover`. */
export function misbehave(street: Street, random: Seeded): void {
  street.openai.faults.decide(() => {
    if (random.chance(0.04)) return { kind: 'status', status: random.pick([429, 500, 503]) };
    if (random.chance(0.02)) return { kind: 'cut' };
    if (random.chance(0.02)) return { kind: 'accept_then_cut' };
    if (random.chance(0.02)) return { kind: 'hold', until: new Promise((resolve) => setTimeout(resolve, 2_000)) };
    return null;
  });
}

export function recover(street: Street): void {
  street.openai.faults.clear();
  street.twilio.faults.clear();
}
