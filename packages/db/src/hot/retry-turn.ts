import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

const retry = statement<{ id: string }>(
  'retry_turn',
  `with lane as (
    update conversation c set
      lease_until = null, lease_holder = null, head_due_at = clock_now() + $5 * interval '1 millisecond'
    where c.org_id = $1 and c.id = $2 and c.fence = $4 and c.waiting[1] = $3 and c.lease_until is not null
    returning c.org_id, c.id
  ), head as (
    update turn t set state = 'ready', reason = $6
    from lane where t.org_id = $1 and t.id = $3 and t.state = 'running'
  )
  select id from lane`,
);

/** A failed attempt keeps its place at the head of the lane and is due again after a delay. False: the fence was raised. */
export async function retryTurn(
  db: Queryable,
  turn: { orgId: string; conversationId: string; turnId: string; fence: bigint },
  { delayMs, reason }: { delayMs: number; reason: string },
): Promise<boolean> {
  const rows = await retry(db, [turn.orgId, turn.conversationId, turn.turnId, turn.fence.toString(), delayMs, reason]);
  return rows.length === 1;
}
