import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

/** A webhook that this process may send, as long as `attempt` is still the newest one. */
export type DeliveryClaim = {
  orgId: string;
  id: string;
  endpointId: string;
  eventId: string;
  attempt: number;
  /** How many attempts there were when this round began: a replay begins a new one. */
  roundBegan: number;
};

/*
 * By endpoint, the one that was served longest ago first, and of each only so many at once: a receiver that hangs keeps a
 * few slots and not all of them. Its row is locked while its deliveries are taken, so two processes do not each take so
 * many; whoever finds it locked goes on to the next one.
 */
const claim = statement<DeliveryClaim>(
  'claim_deliveries',
  `with taken as materialized (
    select e.org_id, e.id from webhook_endpoint e
    where e.status = 'active' and exists (
      select from webhook_delivery d
      where d.org_id = e.org_id and d.endpoint_id = e.id and d.due_at <= (select clock_now())
    )
    order by e.taken_at nulls first limit $1
    for no key update skip locked
  ), due as materialized (
    select d.org_id, d.id from taken cross join lateral (
      select w.org_id, w.id from webhook_delivery w
      where w.org_id = taken.org_id and w.endpoint_id = taken.id and w.due_at <= (select clock_now())
      order by w.due_at
      limit greatest($2 - (
        select count(*) from webhook_delivery s
        where s.org_id = taken.org_id and s.endpoint_id = taken.id and s.state = 'sending' and s.due_at > (select clock_now())
      ), 0)
      for update skip locked
    ) d
    limit $1
  ), served as (
    update webhook_endpoint e set taken_at = clock_now() from taken where e.org_id = taken.org_id and e.id = taken.id
  )
  update webhook_delivery d
  set state = 'sending', attempts = d.attempts + 1, due_at = clock_now() + $3 * interval '1 millisecond'
  from due where d.org_id = due.org_id and d.id = due.id
  returning d.org_id as "orgId", d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", d.attempts as attempt,
    d.round_began as "roundBegan"`,
);

/** Takes up to `limit` deliveries that are due, for `leaseMs`: who takes one and dies leaves it to be taken again. */
export const claimDeliveries = (
  db: Queryable,
  { limit, perEndpoint, leaseMs }: { limit: number; perEndpoint: number; leaseMs: number },
) => claim(db, [limit, perEndpoint, leaseMs]);
