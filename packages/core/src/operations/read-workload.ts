import type { Workload } from '@parley/shared/contract/status';
import type { Ctx } from '../ctx.ts';

/** Beyond that "many" is all anyone needs to know, and the cost must not grow with the backlog. */
const MOST = 10_000;

type Row = { waiting: number; running: number; oldest_ms: number | null; unsent: number; unsent_ms: number | null };

/** What waits in one organisation: turns for a worker, replies for a carrier. */
export async function readWorkload(ctx: Ctx, orgId: string): Promise<Omit<Workload, 'queue'>> {
  const [row] = await ctx.db.inOrg(
    orgId,
    (tx) => tx.$queryRaw<Row[]>`
      with due as (
        select head_due_at, coalesce(lease_until >= clock_now(), false) as held from conversation
        where org_id = ${orgId} and head_due_at is not null and head_due_at <= clock_now() limit ${MOST}
      ), unsent as (
        select created_at from reply where org_id = ${orgId} and status in ('pending', 'sending') limit ${MOST}
      )
      select
        (select count(*) filter (where not held)::int from due) as waiting,
        (select count(*) filter (where held)::int from due) as running,
        (select extract(epoch from clock_now() - min(head_due_at) filter (where not held)) * 1000 from due)::float8 as oldest_ms,
        (select count(*)::int from unsent) as unsent,
        (select extract(epoch from clock_now() - min(created_at)) * 1000 from unsent)::float8 as unsent_ms`,
  );
  return {
    lanes: { waiting: row?.waiting ?? 0, running: row?.running ?? 0, oldest_wait_ms: whole(row?.oldest_ms) },
    replies: { waiting: row?.unsent ?? 0, oldest_wait_ms: whole(row?.unsent_ms) },
    most: MOST,
  };
}

const whole = (ms: number | null | undefined): number | null => (ms == null ? null : Math.max(0, Math.round(ms)));
