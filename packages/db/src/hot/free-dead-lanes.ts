import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

/*
 * A worker whose lock is free on the very server that granted it has ended (liveness/proved-dead.ts), so its lanes need not
 * wait for their leases, nor the carrier be asked only when a send of it has run out of time. One that registers anew meanwhile has another key, and the update passes it by. Only lanes in
 * which something waits can have a lease, and those are in an index.
 */
const free = statement<{ id: string }>(
  'free_dead_lanes',
  `with ended as (
    update process p set stopped_at = clock_now()
    from (
      select id, lock_key from process
      where kind = 'worker' and stopped_at is null and server_started_at = pg_postmaster_start_time()
        and pg_try_advisory_xact_lock(lock_key)
    ) gone
    where p.id = gone.id and p.lock_key = gone.lock_key and p.stopped_at is null
    returning p.id
  ), asked_about as (
    update reply r set due_at = clock_now()
    from ended where r.status = 'sending' and r.sender = ended.id and r.due_at > clock_now()
  )
  update conversation c set lease_until = clock_now()
  from ended where c.head_due_at is not null and c.lease_holder = ended.id and c.lease_until > clock_now()
  returning c.id`,
);

/** Ends what workers that are proved dead still hold; answers how many lanes are due again. */
export const freeDeadLanes = async (db: Queryable): Promise<number> => (await free(db, [])).length;
