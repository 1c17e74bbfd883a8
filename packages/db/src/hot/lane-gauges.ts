import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type LaneGauges = { waiting: number; running: number; oldestWaitMs: number | null };

/*
 * Counted up to a thousand: beyond that "many" is all anyone needs to know, and the cost must not grow with the backlog.
 */
const gauges = statement<{ waiting: number; running: number; oldest_wait_ms: number | null }>(
  'lane_gauges',
  `with due as (
    select head_due_at, lease_until >= (select clock_now()) as held from conversation
    where head_due_at <= (select clock_now()) order by head_due_at limit 1000
  )
  select (count(*) filter (where held is not true))::int as waiting, (count(*) filter (where held))::int as running,
    (extract(epoch from clock_now() - min(head_due_at) filter (where held is not true)) * 1000)::float8 as oldest_wait_ms
  from due`,
);

export async function laneGauges(db: Queryable): Promise<LaneGauges> {
  const [row] = await gauges(db, []);
  return {
    waiting: row?.waiting ?? 0,
    running: row?.running ?? 0,
    oldestWaitMs: row?.oldest_wait_ms == null ? null : Math.round(row.oldest_wait_ms),
  };
}
