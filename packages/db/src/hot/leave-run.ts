import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

const leave = statement<{ id: string }>(
  'leave_run',
  `with left_run as (
    update run r set outcome = 'discarded', ended_at = $6
    from conversation c
    where r.org_id = $1 and r.id = $5 and r.turn_id = $3 and r.ended_at is null
      and c.org_id = $1 and c.id = $2 and c.fence = $4 and c.waiting[1] = $3
    returning r.id
  )
  update turn t set run_id = null from left_run where t.org_id = $1 and t.id = $3 and t.run_id = left_run.id
  returning t.id`,
);

/** Nobody goes on with this run: its turn begins another. False: the lane was lost, or it has ended. */
export async function leaveRun(
  db: Queryable,
  turn: { orgId: string; conversationId: string; turnId: string; fence: bigint },
  runId: string,
  at: Date,
): Promise<boolean> {
  const { orgId, conversationId, turnId, fence } = turn;
  const rows = await leave(db, [orgId, conversationId, turnId, fence.toString(), runId, at]);
  return rows.length === 1;
}
