import type { Queryable } from '../pools.ts';
import { type RunRow, runColumns, stepColumns } from './settle-turn.ts';
import { statement } from './statement.ts';

/*
 * Only for the run that had the turn when it was ended from outside: whoever took the lane over later writes its own.
 */
const record = statement<{ id: string }>(
  'record_discarded',
  `select t.id, write_run(t.org_id, t.conversation_id, t.id, $4, $5, $6), return_allowance(t.org_id, t.id)
  from turn t where t.org_id = $1 and t.id = $2 and t.fence = $3 and t.state in ('superseded', 'silent')
    and not exists (select from run r where r.org_id = t.org_id and r.turn_id = t.id and r.ended_at is not null)`,
);

/** Keeps what a run did that was cut off: it was paid for. False: the turn was not cut off, or has its run already. */
export async function recordDiscarded(
  db: Queryable,
  turn: { orgId: string; turnId: string; fence: bigint },
  run: RunRow,
  at: Date,
): Promise<boolean> {
  const rows = await record(db, [
    turn.orgId,
    turn.turnId,
    turn.fence.toString(),
    JSON.stringify(runColumns(run)),
    JSON.stringify(stepColumns(run)),
    at,
  ]);
  return rows.length === 1;
}
