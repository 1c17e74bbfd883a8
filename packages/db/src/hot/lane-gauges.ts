import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type LaneGauges = { waiting: number; running: number; oldestWaitMs: number | null };

/*
 * Counted up to a thousand, over the first organisations that wait: beyond that "many" is all anyone needs to know, and
 * the cost must not grow with the backlog.
 */
const gauges = statement<{ waiting: number; running: number; oldest_wait_ms: number | null }>(
  'lane_gauges',
  `with recursive clock as materialized (
    select clock_now() as now
  ), kind (class) as (
    values ('interactive'), ('batch')
  ), walk (class, org_id, step) as (
    select class, '' collate "C", 0 from kind
    union all
    select w.class, next.org_id, w.step + 1 from walk w cross join lateral (
      select c.org_id from conversation c
      where c.class = w.class and c.head_due_at is not null and c.org_id > w.org_id and c.head_due_at <= (select now from clock)
      order by c.org_id limit 1
    ) next where w.step < 200
  ), due as (
    select d.* from walk w cross join lateral (
      select c.head_due_at, c.lease_until >= (select now from clock) as held from conversation c
      where c.class = w.class and c.org_id = w.org_id and c.head_due_at is not null and c.head_due_at <= (select now from clock)
      order by c.head_due_at limit 1000
    ) d where w.step > 0 limit 1000
  )
  select (count(*) filter (where held is not true))::int as waiting, (count(*) filter (where held))::int as running,
    (extract(epoch from (select now from clock) - min(head_due_at) filter (where held is not true)) * 1000)::float8 as oldest_wait_ms
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
