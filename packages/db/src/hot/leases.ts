import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type HeldLane = { orgId: string; conversationId: string; fence: bigint };

/** Two organisations' lanes are two lanes, whatever their ids. */
export const laneKey = ({ orgId, conversationId }: Pick<HeldLane, 'orgId' | 'conversationId'>): string =>
  `${orgId} ${conversationId}`;

const columns = (lanes: readonly HeldLane[]) => [
  lanes.map((lane) => lane.orgId),
  lanes.map((lane) => lane.conversationId),
  lanes.map((lane) => lane.fence.toString()),
];

// Locked in the order of their ids, as by whoever takes in or settles several at once.
const renew = statement<{ org_id: string; id: string }>(
  'renew_leases',
  `with held as (
    select c.org_id, c.id, held.fence
    from unnest($1::text[], $2::text[], $3::bigint[]) as held (org_id, id, fence)
    join conversation c on c.org_id = held.org_id and c.id = held.id
    order by c.org_id, c.id for no key update of c
  )
  update conversation c set lease_until = clock_now() + $4 * interval '1 millisecond'
  from held where c.org_id = held.org_id and c.id = held.id and c.fence = held.fence and c.lease_until is not null
  returning c.org_id, c.id`,
);

/** Holds lanes longer; answers their keys. Those that are not in the answer are lost: their runs must stop. */
export async function renewLeases(db: Queryable, lanes: readonly HeldLane[], leaseMs: number): Promise<Set<string>> {
  const rows = await renew(db, [...columns(lanes), leaseMs]);
  return new Set(rows.map((row) => laneKey({ orgId: row.org_id, conversationId: row.id })));
}

const giveBack = statement<{ id: string }>(
  'give_back_lanes',
  `with lane as (
    update conversation c set lease_until = null, lease_holder = null,
      head_due_at = case when c.head_due_at is null or agent_serves(c.org_id, c.agent_id, c.created_at) then c.head_due_at
        else until_agent_serves() end
    from unnest($1::text[], $2::text[], $3::bigint[]) as held (org_id, id, fence)
    where c.org_id = held.org_id and c.id = held.id and c.fence = held.fence and c.lease_until is not null
    returning c.org_id, c.id, c.fence, c.waiting[1] as head
  ), head as (
    update turn t set state = 'ready', attempts = greatest(t.attempts - 1, 0)
    from lane where t.org_id = lane.org_id and t.id = lane.head and t.state = 'running' and t.fence = lane.fence
  )
  select id from lane`,
);

/**
 * Lets lanes go untouched, for another worker to take at once; the attempt does not count. Where the agent is out of
 * service the lane is put aside, so that claims do not meet it again and again.
 */
export const giveBackLanes = (db: Queryable, lanes: readonly HeldLane[]): Promise<unknown> =>
  giveBack(db, columns(lanes));
