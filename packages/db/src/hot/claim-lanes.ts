import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type LaneClaim = {
  orgId: string;
  conversationId: string;
  turnId: string;
  agentId: string;
  channelId: string;
  contactId: string;
  /** Every later statement of this run must name it. */
  fence: bigint;
  ownerEpoch: number;
  /** Counted at claim, so that a crash uses one up. */
  attempts: number;
  traceparent: string | null;
  receivedAt: Date;
};

type Row = {
  org_id: string;
  conversation_id: string;
  agent_id: string;
  channel_id: string;
  contact_id: string;
  fence: string;
  owner_epoch: number;
  turn_id: string | null;
  attempts: number;
  traceparent: string | null;
  received_at: Date;
};

/*
 * The lane's own row says which turn is its head: rows of `turn` are seen as of the statement's beginning, and a turn that
 * came in between would be missed. Such a lane comes back with turn_id null and is given back by the caller.
 */
const claim = statement<Row>(
  'claim_lanes',
  `with due as (
    select org_id, id from conversation
    where head_due_at <= (select clock_now()) and (lease_until is null or lease_until < (select clock_now()))
    order by head_due_at limit $1
    for update skip locked
  ), lane as (
    update conversation c
    set fence = c.fence + 1, lease_until = clock_now() + $2 * interval '1 millisecond', lease_holder = $3
    from due where c.org_id = due.org_id and c.id = due.id
    returning c.org_id, c.id, c.agent_id, c.channel_id, c.contact_id, c.fence, c.owner_epoch, c.waiting[1] as head
  ), head as (
    update turn t
    set state = 'running', attempts = t.attempts + 1, fence = lane.fence, claimed_at = clock_now()
    from lane where t.org_id = lane.org_id and t.id = lane.head and t.state in ('ready', 'running')
    returning t.org_id, t.id, t.attempts, t.traceparent, t.created_at
  )
  select lane.org_id, lane.id as conversation_id, lane.agent_id, lane.channel_id, lane.contact_id, lane.fence, lane.owner_epoch,
    head.id as turn_id, head.attempts, head.traceparent, head.created_at as received_at
  from lane left join head on head.org_id = lane.org_id and head.id = lane.head`,
);

export type ClaimedLanes = {
  claims: LaneClaim[];
  strays: Array<{ orgId: string; conversationId: string; fence: bigint }>;
};

/** Takes up to `limit` due lanes for `leaseMs`. A lane whose holder died is due again when its lease has run out. */
export async function claimLanes(
  db: Queryable,
  { limit, leaseMs, holder }: { limit: number; leaseMs: number; holder: string },
): Promise<ClaimedLanes> {
  const rows = await claim(db, [limit, leaseMs, holder]);
  const claims: LaneClaim[] = [];
  const strays: ClaimedLanes['strays'] = [];
  for (const row of rows) {
    const lane = { orgId: row.org_id, conversationId: row.conversation_id, fence: BigInt(row.fence) };
    if (row.turn_id === null) strays.push(lane);
    else claims.push({ ...lane, ...runOf(row, row.turn_id) });
  }
  return { claims, strays };
}

const runOf = (row: Row, turnId: string) => ({
  turnId,
  agentId: row.agent_id,
  channelId: row.channel_id,
  contactId: row.contact_id,
  ownerEpoch: row.owner_epoch,
  attempts: row.attempts,
  traceparent: row.traceparent,
  receivedAt: row.received_at,
});
