import pg from 'pg';

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : String((query as { text?: unknown } | null)?.text ?? '');

export type Moment = 'before' | 'within' | 'after';

/**
 * A client that reports each transaction in which an effect begins: before it begins, before its commit, and after it.
 * `at` counts the effects of the process, from 1.
 */
export function effectsHeard(hear: (moment: Moment, at: number) => void): typeof pg.Client {
  let seen = 0;
  return class extends pg.Client {
    #isIn = false;

    // biome-ignore lint/suspicious/noExplicitAny: pg has a dozen ways to be asked, and all of them pass here.
    override query(...given: any[]): any {
      const text = textOf(given[0]);
      const commits = this.#isIn && /^commit/i.test(text);
      if (text.includes('begin_effect(')) {
        this.#isIn = true;
        hear('before', ++seen);
      }
      if (commits) {
        this.#isIn = false;
        hear('within', seen);
      }
      // biome-ignore lint/suspicious/noExplicitAny: as above.
      const answer = (super.query as any)(...given);
      return commits && typeof answer?.then === 'function' ? answer.finally(() => hear('after', seen)) : answer;
    }
  } as typeof pg.Client;
}
