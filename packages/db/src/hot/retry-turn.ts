import type { Queryable } from '../pools.ts';
import { type RunRow, runColumns, stepColumns } from './settle-turn.ts';
import { statement } from './statement.ts';

const retry = statement<{ id: string }>(
  'retry_turn',
  `with lane as (
    update conversation c set
      lease_until = null, lease_holder = null, head_due_at = clock_now() + $5 * interval '1 millisecond'
    where c.org_id = $1 and c.id = $2 and c.fence = $4 and c.waiting[1] = $3 and c.lease_until is not null
    returning c.org_id, c.id
  ), head as (
    update turn t set state = 'ready', reason = $6, attempts = greatest(t.attempts - $7::int, 0), run_id = coalesce($8::jsonb ->> 'id', t.run_id)
    from lane where t.org_id = $1 and t.id = $3 and t.state = 'running'
  )
  select id, case when $8::jsonb is not null then write_run($1, $2, $3, $8, $9, $10) end, return_allowance($1, $3) from lane`,
);

export type Retry = {
  delayMs: number;
  reason: string;
  /** False: it could not even be tried, for no fault of anybody. */
  counts: boolean;
  /** What it has come to so far; the next attempt goes on from there. */
  run: RunRow | null;
  at: Date;
};

/** A turn keeps its place at the head of the lane and is due again after a delay. False: the fence was raised. */
export async function retryTurn(
  db: Queryable,
  turn: { orgId: string; conversationId: string; turnId: string; fence: bigint },
  { delayMs, reason, counts, run, at }: Retry,
): Promise<boolean> {
  const rows = await retry(db, [
    ...[turn.orgId, turn.conversationId, turn.turnId, turn.fence.toString(), delayMs, reason, counts ? 0 : 1],
    run && JSON.stringify(runColumns(run)),
    run && JSON.stringify(stepColumns(run)),
    at,
  ]);
  return rows.length === 1;
}
