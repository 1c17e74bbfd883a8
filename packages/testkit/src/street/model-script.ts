/** A request as the provider received it. */
export type ModelCall = { model: string; stream: boolean; body: Record<string, unknown> };

export type ModelAnswer = {
  /** A list is what is streamed, piece by piece. */
  text?: string | string[];
  toolCalls?: { id?: string; name: string; arguments: unknown }[];
  /** Counted roughly when left out. `input` includes what came from the cache. */
  usage?: { input: number; cachedInput?: number; output: number };
  stop?: 'length' | 'filtered';
  /** Awaited before each piece of a stream, and once before a plain answer: give a promise that the test settles. */
  beforePiece?: (index: number) => unknown;
  /** The connection breaks instead of the piece of this index, once `beforePiece` has let it. */
  cutAfter?: number;
};

export type ModelScript = {
  /** Answers for the next calls, in order. */
  say(...answers: ModelAnswer[]): void;
  /** Answers every call for which nothing is queued. */
  sayBy(rule: ((call: ModelCall) => ModelAnswer | Promise<ModelAnswer>) | null): void;
  next(call: ModelCall): Promise<ModelAnswer | null>;
};

export function createModelScript(): ModelScript {
  const queue: ModelAnswer[] = [];
  let rule: ((call: ModelCall) => ModelAnswer | Promise<ModelAnswer>) | null = null;
  return {
    say: (...answers) => void queue.push(...answers),
    sayBy(next) {
      rule = next;
    },
    async next(call) {
      return queue.shift() ?? (await rule?.(call)) ?? null;
    },
  };
}

export const piecesOf = (answer: ModelAnswer): string[] => [answer.text ?? []].flat();

export type Counted = { input: number; cachedInput: number; output: number };

const roughTokens = (value: unknown): number => Math.ceil(JSON.stringify(value ?? '').length / 4);

export function usageOf(answer: ModelAnswer, call: ModelCall): Counted {
  if (answer.usage) return { cachedInput: 0, ...answer.usage };
  return {
    input: roughTokens(call.body.messages),
    cachedInput: 0,
    output: roughTokens([answer.text, answer.toolCalls]),
  };
}

/** Arguments are streamed in two halves, so that a client that expects them whole is found out. */
export function halves(json: string): string[] {
  const middle = Math.ceil(json.length / 2);
  return [json.slice(0, middle), json.slice(middle)];
}
