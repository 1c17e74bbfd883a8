import type { Json } from '@parley/agent/json';
import type { ModelAnswer, ModelMessage, ModelPort } from '@parley/agent/models/model-port';
import { type Call, type Case, own } from './case.ts';

const USAGE = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 };
const MARK = /\(ref (\d+)([a-z]?)\)/g;

/** How a case is told from the others in what a customer writes. */
export const markOf = (n: number, turn: '' | 'b' = ''): string => `(ref ${n}${turn})`;

/** A model without a will of its own: what the attacker wants, it does, and it does not stop by itself. */
export function hostileModel(caseOf: (n: number) => Case, heard: (n: number, prompt: string) => void): ModelPort {
  return {
    label: 'hostile',
    demo: true,
    async call({ system, messages, tools }) {
      const at = messages.findLastIndex((message) => message.role === 'user' && marks(message).length > 0);
      const [, n = '', turn] = marks(messages[at] as ModelMessage).at(-1) ?? [];
      const attack = caseOf(Number(n));
      heard(attack.n, JSON.stringify([system, messages, tools]));
      const since = messages.slice(at + 1);
      const rounds = since.filter(({ role }) => role === 'assistant').length;
      const results = since.filter(({ role }) => role === 'tool').map(({ text }) => text);
      const script = turn === 'b' && attack.later ? attack.later : attack.script;
      const wanted = script(rounds, results);
      if (typeof wanted === 'string') return answer(wanted, []);
      const calls = wanted.map(({ name, args }) => ({ name, args: withOwn(args, own.order(attack.n)) }));
      return answer(wanted[0]?.text ?? '', calls);
    },
  };
}

const marks = ({ text }: ModelMessage) => [...text.matchAll(MARK)];

const answer = (text: string, toolCalls: ModelAnswer['toolCalls']): ModelAnswer => ({
  text,
  toolCalls,
  usage: USAGE,
  model: 'hostile',
});

/** The arguments about the customer’s own order, with its number in them. */
function withOwn(args: Json, number: string): Call['args'] {
  if (args === own.placeholder) return number;
  if (args === null || typeof args !== 'object' || !Object.values(args).includes(own.placeholder)) return args;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, withOwn(value, number)]));
}
