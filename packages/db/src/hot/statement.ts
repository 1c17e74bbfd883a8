import { createHash } from 'node:crypto';
import type { Queryable } from '../pools.ts';

/** Prepared once per connection under a name made from its text, so that an edited statement is never an old plan. */
export function statement<Row>(label: string, text: string) {
  const name = `${label}_${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  return async (db: Queryable, values: unknown[]): Promise<Row[]> => {
    const result = await db.query({ name, text, values });
    return result.rows as Row[];
  };
}
