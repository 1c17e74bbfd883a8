import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

/** Calls with one key in one window that this process has not told the others yet. */
export type NewCalls = { window: number; key: string; calls: number };

const tell = statement<{ window: string; key: string; calls: number }>(
  'tell_counts',
  // In one order, so that two processes that tell of the same keys wait for each other and never in a ring.
  `insert into call_count as known ("window", key, calls)
  select * from unnest($1::bigint[], $2::text[], $3::int[]) as told ("window", key, calls) order by 1, 2
  on conflict ("window", key) do update set calls = known.calls + excluded.calls
  returning known."window", known.key, known.calls`,
);

/** Adds what this process counted; answers what all of them counted together, its own included. */
export async function tellCounts(db: Queryable, counts: readonly NewCalls[]): Promise<NewCalls[]> {
  const rows = await tell(db, [
    counts.map((count) => count.window),
    counts.map((count) => count.key),
    counts.map((count) => count.calls),
  ]);
  return rows.map((row) => ({ ...row, window: Number(row.window) }));
}

const forget = statement('forget_counts', 'delete from call_count where "window" < $1');

/** Lets go of windows that no limit reaches back to. */
export const forgetCounts = (db: Queryable, before: number): Promise<unknown> => forget(db, [before]);
