import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type ReplyClaim = {
  orgId: string;
  replyId: string;
  conversationId: string;
  channelId: string;
  from: string;
  to: string;
  text: string;
  /** Which of its texts comes next, from 0: so many has the carrier taken. */
  part: number;
  /** Every later statement of this send must name it. */
  sendNo: number;
  /** Counted at claim, so that a crash uses one up. */
  attempts: number;
};

type Row = {
  org_id: string;
  id: string;
  conversation_id: string;
  channel_id: string;
  ours: string;
  theirs: string;
  text: string;
  part: number;
  send_no: number;
  attempts: number;
  cancelled: boolean;
};

type Look = { organisations: number; last: string | null; seen: number; taken: Row[] };

/*
 * Walks the organisations that have replies waiting and takes each one's share, so that the cost grows with organisations
 * and not with the backlog, and nobody waits behind another's flood.
 *
 * Whether the person still wants it, and whether it is still the agent who speaks, is read from the conversation's row
 * under its lock, hence from its newest version: a STOP or a take-over that has committed is seen, and one that has not
 * waits for this claim. Nothing is waited for here: a row that somebody holds is left for the next look.
 *
 * Due times are kept in whole milliseconds, rounded: what is due from now on may say so half a millisecond later.
 */
const claim = statement<Look>(
  'claim_replies',
  `with recursive moment as materialized (
    select clock_now() + interval '1 millisecond' as soon
  ), org as (
    (select org_id, 1 as n from reply where status = 'pending' and org_id > $1 order by org_id limit 1)
    union all
    (select (select r.org_id from reply r where r.status = 'pending' and r.org_id > org.org_id order by r.org_id limit 1), n + 1
     from org where org.org_id is not null and n < $2)
  ), share as materialized (
    select ceil($3::numeric / greatest(count(org_id), 1))::int as most from org
  ), due as (
    select r.* from org cross join lateral (
      select r.org_id, r.id, r.due_at, row_number() over (order by r.due_at) as place
      from reply r
      where r.org_id = org.org_id and r.status = 'pending' and r.due_at <= (select soon from moment)
        and not exists (
          select from reply e
          where e.org_id = r.org_id and e.conversation_id = r.conversation_id and e.seq < r.seq
            and e.status in ('pending', 'sending')
        )
      order by r.due_at limit (select most from share)
    ) r
    order by r.place, r.due_at limit $3
  ), held as (
    select r.org_id, r.id, c.channel_id, ch.address as ours, c.address as theirs,
      case
        when r.text = '' or c.address is null or ch.address is null then 'nothing_to_send'
        when r.author = 'agent' and r.owner_epoch <> c.owner_epoch then 'person_owns'
        when r.kind <> 'consent' and (c.opted_out_at is not null or exists (
          select from consent k
          where k.org_id = r.org_id and k.ours = ch.address and k.theirs = c.address and k.state = 'out'
        )) then 'opted_out'
      end as unwanted
    from due
    join reply r on r.org_id = due.org_id and r.id = due.id
    join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
    join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
    where r.status = 'pending' and r.due_at <= (select soon from moment)
    for update of r skip locked for share of c skip locked
  ), taken as (
    update reply r set
      status = case when unwanted is null then 'sending' else 'cancelled' end,
      reason = unwanted,
      due_at = case when unwanted is null then clock_now() + $4 * interval '1 millisecond' end,
      sender = case when unwanted is null then $5 end,
      claimed_at = clock_now(), asked = 0,
      attempts = r.attempts + (unwanted is null)::int, send_no = r.send_no + 1
    from held where r.org_id = held.org_id and r.id = held.id
    returning r.org_id, r.id, r.conversation_id, held.channel_id, held.ours, held.theirs, r.text,
      cardinality(r.carrier_ids) as part, r.send_no, r.attempts, unwanted is not null as cancelled
  )
  select (select count(org_id)::int from org) as organisations, (select max(org_id) from org) as last,
    (select count(*)::int from due) as seen, (select coalesce(jsonb_agg(taken), '[]') from taken) as taken`,
);

export type ClaimedReplies = {
  claims: ReplyClaim[];
  /** They will not leave: their person said STOP or was forgotten, or a person has taken over. */
  cancelled: Array<{ orgId: string; replyId: string; conversationId: string }>;
  /** Some were due that could not be had at this moment. */
  missed: number;
  /** Where the next walk over the organisations begins; null when this one came to their end. */
  next: string | null;
};

export type ClaimLimits = {
  after: string;
  limit: number;
  organisations: number;
  /** After so long somebody asks what became of it. */
  deadlineMs: number;
  sender: string;
};

/** Takes up to `limit` due replies to send, in the order of their conversations. There may be more while it takes some. */
export async function claimReplies(db: Queryable, limits: ClaimLimits): Promise<ClaimedReplies> {
  const { after, limit, organisations, deadlineMs, sender } = limits;
  const [look] = await claim(db, [after, organisations, limit, deadlineMs, sender]);
  const { taken, seen, last, organisations: walked } = look ?? { taken: [], seen: 0, last: null, organisations: 0 };
  return {
    claims: taken.filter((row) => !row.cancelled).map(claimOf),
    cancelled: taken
      .filter((row) => row.cancelled)
      .map((row) => ({ orgId: row.org_id, replyId: row.id, conversationId: row.conversation_id })),
    missed: seen - taken.length,
    next: walked === organisations ? last : null,
  };
}

const claimOf = (row: Row): ReplyClaim => ({
  orgId: row.org_id,
  replyId: row.id,
  conversationId: row.conversation_id,
  channelId: row.channel_id,
  from: row.ours,
  to: row.theirs,
  text: row.text,
  part: row.part,
  sendNo: row.send_no,
  attempts: row.attempts,
});
