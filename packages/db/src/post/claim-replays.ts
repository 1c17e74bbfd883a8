import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

/** A replay that this process may carry out, as long as `attempt` is still the newest one. */
export type ReplayClaim = { orgId: string; id: string; agentId: string; attempt: number };

const claim = statement<ReplayClaim>(
  'claim_replays',
  `with due as (
    select org_id, id from run
    where replay_due_at <= (select clock_now())
    order by replay_due_at limit $1
    for update skip locked
  )
  update run r
  set replay_attempts = r.replay_attempts + 1, replay_due_at = clock_now() + $2 * interval '1 millisecond'
  from due where r.org_id = due.org_id and r.id = due.id
  returning r.org_id as "orgId", r.id, r.agent_id as "agentId", r.replay_attempts as attempt`,
);

/** Takes up to `limit` replays that are due, for `leaseMs`: who takes one and dies leaves it to be taken again. */
export const claimReplays = (db: Queryable, { limit, leaseMs }: { limit: number; leaseMs: number }) =>
  claim(db, [limit, leaseMs]);
