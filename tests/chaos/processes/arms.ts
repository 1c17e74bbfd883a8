import type { Pool } from '@parley/db/pools';

/**
 * What a process of the chaos kit is told to do wrong. It stands in its arguments, which only the entry points beside this
 * file read: the product has no variable, route or line of code that arms anything.
 */
export type Arms = {
  /** Ends the process as `kill -9` does, right before or after the n-th run of a statement. */
  crash?: { statement: string; when: 'before' | 'after'; hit: number };
  /** The same around the n-th effect of a tool; packages/db/src/testing/dying-client.ts. */
  effect?: { when: 'before' | 'within' | 'after'; hit: number };
  /** Each lacks one mechanism; see mutants.ts. */
  mutant?: string;
};

export const readArms = (): Arms => JSON.parse(process.argv[2] ?? '{}') as Arms;

/** Does something else than the statement; null lets it be, perhaps with other values. */
export type Bend = (statement: {
  label: string;
  values: unknown[];
  pool: Pool;
  run: () => Promise<unknown>;
}) => Promise<unknown>;

type Prepared = { name: string; text: string; values: unknown[] };

/** `settle_turn_0a1b2c3d4e5f` → `settle_turn` */
const labelOf = (name: string): string => name.replace(/_[0-9a-f]{12}$/, '');

const isPrepared = (query: unknown): query is Prepared =>
  typeof query === 'object' && query !== null && typeof (query as Prepared).name === 'string';

/**
 * The pool, with the arms around each statement of the turn path. Those are all the places where a run leaves something
 * behind in the database, so a crash between two of them equals one at the edge of either.
 */
export function armPool(pool: Pool, arms: Arms, bend: Bend): Pool {
  let hits = 0;
  const crashAt = (label: string, when: 'before' | 'after'): void => {
    if (arms.crash?.statement !== label || arms.crash.when !== when) return;
    hits += 1;
    if (hits === arms.crash.hit) process.kill(process.pid, 'SIGKILL');
  };
  const query = async (given: unknown, values?: unknown[]): Promise<unknown> => {
    if (!isPrepared(given)) return pool.query(given as string, values);
    const label = labelOf(given.name);
    const run = () => pool.query(given);
    crashAt(label, 'before');
    const result = await bend({ label, values: given.values, pool, run });
    crashAt(label, 'after');
    return result;
  };
  return new Proxy(pool, {
    get(target, property) {
      if (property === 'query') return query;
      const value = Reflect.get(target, property, target) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
