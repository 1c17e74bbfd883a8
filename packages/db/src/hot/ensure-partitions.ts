import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

const ensure = statement<{ made: number }>('ensure_partitions', 'select ensure_partitions($1, $2) as made');

/** Makes the partitions of this month and the next ones where they are missing; answers how many it made. */
export async function ensurePartitions(db: Queryable, from: Date, months: number): Promise<number> {
  const [row] = await ensure(db, [from, months]);
  return row?.made ?? 0;
}
