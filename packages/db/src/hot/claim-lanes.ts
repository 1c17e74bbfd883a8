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
  due: number;
  last_org: string;
};

/*
 * First from organisation to organisation, a bounded number of them, beginning after the one that the last claim ended
 * with: each step is one look into the index, however many lanes wait there. Then so many lanes of each that those which
 * this worker runs are spread evenly: `level` is how many an organisation would have running with this one. The lane's own
 * row says which turn is its head: rows of `turn` are seen as of the statement's beginning, and a turn that came in
 * between would be missed. Such a lane, and one whose agent is not in service, comes back with turn_id null and is given
 * back by the caller.
 */
const claim = statement<Row>(
  'claim_lanes',
  `with recursive clock as materialized (
    select clock_now() as now
  ), walk (org_id, again, step) as (
    select $5::text collate "C", false, 0
    union all
    select coalesce(ahead.org_id, first.org_id), w.again or ahead.org_id is null, w.step + 1
    from walk w
    left join lateral (
      select c.org_id from conversation c
      where c.class = $4 and c.head_due_at is not null and c.org_id > w.org_id and (not w.again or c.org_id <= $5)
        and c.head_due_at <= (select now from clock)
      order by c.org_id limit 1
    ) ahead on true
    left join lateral (
      select c.org_id from conversation c
      where not w.again and ahead.org_id is null and c.class = $4 and c.head_due_at is not null and c.org_id <= $5
        and c.head_due_at <= (select now from clock)
      order by c.org_id limit 1
    ) first on true
    where w.step < $6 and coalesce(ahead.org_id, first.org_id) is not null
  ), org as (
    select w.org_id, w.step, coalesce(($7::jsonb ->> w.org_id)::int, 0) as runs,
      least($1::bigint, 4 * ceil($1::numeric / max(w.step) over ()))::bigint as most
    from walk w where w.step > 0
  ), candidate as (
    select org.org_id, org.runs + row_number() over (partition by org.org_id order by d.head_due_at) as level, d.head_due_at
    from org cross join lateral (
      select c.head_due_at from conversation c
      where c.class = $4 and c.org_id = org.org_id and c.head_due_at is not null and c.head_due_at <= (select now from clock)
        and (c.lease_until is null or c.lease_until < (select now from clock))
      order by c.head_due_at limit org.most
    ) d
  ), share as (
    select org_id, count(*) as lanes from (select org_id from candidate order by level, head_due_at limit $1) fair group by org_id
  ), due as (
    select d.org_id, d.id from share cross join lateral (
      select c.org_id, c.id from conversation c
      where c.class = $4 and c.org_id = share.org_id and c.head_due_at is not null and c.head_due_at <= (select now from clock)
        and (c.lease_until is null or c.lease_until < (select now from clock))
      order by c.head_due_at limit share.lanes
      for update skip locked
    ) d
  ), lane as (
    update conversation c
    set fence = c.fence + 1, lease_until = clock_now() + $2 * interval '1 millisecond', lease_holder = $3,
      collecting = case when c.collecting = c.waiting[1] then null else c.collecting end,
      collecting_count = case when c.collecting = c.waiting[1] then 0 else c.collecting_count end,
      collecting_since = case when c.collecting = c.waiting[1] then null else c.collecting_since end,
      collecting_until = case when c.collecting = c.waiting[1] then null else c.collecting_until end
    from due where c.org_id = due.org_id and c.id = due.id
    returning c.org_id, c.id, c.agent_id, c.channel_id, c.contact_id, c.fence, c.owner_epoch,
      case when agent_serves(c.org_id, c.agent_id, c.created_at) then c.waiting[1] end as head
  ), head as (
    update turn t
    set state = 'running', attempts = t.attempts + 1, fence = lane.fence, claimed_at = clock_now()
    from lane where t.org_id = lane.org_id and t.id = lane.head and t.state in ('collecting', 'ready', 'running')
    returning t.org_id, t.id, t.attempts, t.traceparent, t.created_at
  )
  select lane.org_id, lane.id as conversation_id, lane.agent_id, lane.channel_id, lane.contact_id, lane.fence, lane.owner_epoch,
    head.id as turn_id, head.attempts, head.traceparent, head.created_at as received_at,
    (select count(*) from candidate)::int as due, (select org_id from walk order by step desc limit 1) as last_org
  from lane left join head on head.org_id = lane.org_id and head.id = lane.head`,
);

export type ClaimedLanes = {
  claims: LaneClaim[];
  strays: Array<{ orgId: string; conversationId: string; fence: bigint }>;
  /** More was due than was taken. */
  more: boolean;
  /** The organisation that the walk ended with, where the next one goes on. */
  lastOrg: string;
};

export type ClaimOptions = {
  limit: number;
  leaseMs: number;
  holder: string;
  class: 'interactive' | 'batch';
  /** Begin after this organisation. */
  after: string;
  /** So many organisations are looked at, at most. */
  organisations: number;
  /** How many lanes of each organisation this worker runs already. */
  running: Record<string, number>;
};

/** Takes up to `limit` due lanes for `leaseMs`. A lane whose holder died is due again when its lease has run out. */
export async function claimLanes(db: Queryable, options: ClaimOptions): Promise<ClaimedLanes> {
  const { limit, leaseMs, holder, after, organisations, running } = options;
  const values = [limit, leaseMs, holder, options.class, after, organisations, JSON.stringify(running)];
  const rows = await claim(db, values);
  const claims: LaneClaim[] = [];
  const strays: ClaimedLanes['strays'] = [];
  for (const row of rows) {
    const lane = { orgId: row.org_id, conversationId: row.conversation_id, fence: BigInt(row.fence) };
    if (row.turn_id === null) strays.push(lane);
    else claims.push({ ...lane, ...runOf(row, row.turn_id) });
  }
  const [first] = rows;
  return { claims, strays, more: rows.length > 0 && (first?.due ?? 0) > rows.length, lastOrg: first?.last_org ?? '' };
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
