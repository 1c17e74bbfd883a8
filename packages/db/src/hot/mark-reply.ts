import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

/** One send of a reply: what is written about it must still match. */
export type SendRef = { orgId: string; replyId: string; sendNo: number };

/*
 * What the text costs stands in the ledger with it, under an id that is made of reply and text: also when a report of the
 * carrier was quicker than its answer, and never twice.
 */
const accept = statement<{ mine: boolean; more: boolean | null }>(
  'accept_part',
  `with mine as (
    update reply r set
      carrier_ids = r.carrier_ids || $4::text, part_states = r.part_states || 'queued'::text, parts = $5::int,
      status = case when cardinality(r.carrier_ids) + 1 < $5::int then 'pending' else 'sent' end,
      due_at = case when cardinality(r.carrier_ids) + 1 < $5::int then clock_now() end,
      sent_at = clock_now(), sender = null, attempts = 0, reason = null
    where r.org_id = $1 and r.id = $2 and r.send_no = $3 and r.status = 'sending' and not ($4::text = any (r.carrier_ids))
    returning r.org_id, r.id, r.conversation_id, r.seq, r.status
  ), told as (
    insert into delivery (org_id, id, reply_id, carrier_id, state, at) select org_id, $6, id, $4, 'queued', clock_now() from mine
  ), charged as (
    insert into cost_entry (org_id, id, turn_id, conversation_id, agent_id, kind, purpose, provider, model, units, input_tokens,
      cached_input_tokens, output_tokens, micros, unpriced, estimated, at)
    select r.org_id, 'cost_' || substr(r.id, 5, 10) || substr(md5(r.id || ' ' || $4::text), 1, 16), r.turn_id, r.conversation_id, c.agent_id,
      'sms', 'answer', 'carrier', 'sms', $7::int, 0, 0, 0, coalesce(p.segment_micros * $7::int, 0), p.segment_micros is null, false, clock_now()
    from reply r
    join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
    left join model_price p on p.org_id = r.org_id and p.ref = 'sms'
    where r.org_id = $1 and r.id = $2
    on conflict do nothing returning org_id, agent_id, micros
  ), paid as (
    select count(*) as n from (select spend_from_budgets(org_id, agent_id, micros) from charged where micros > 0) as each
  )
  select mine.id is not null as mine, mine.status = 'pending' or exists (
    select from reply n
    where n.org_id = mine.org_id and n.conversation_id = mine.conversation_id and n.seq > mine.seq and n.status = 'pending'
  ) as more
  from paid left join mine on true`,
);

export type Accepted = { carrierId: string; parts: number; segments: number; deliveryId: string };

/**
 * The carrier has taken one text of a reply: the next one is due, or the reply is sent. `more`: something of the
 * conversation may go now. Null: a report was quicker, or somebody else has settled this send.
 */
export async function acceptPart(
  db: Queryable,
  { orgId, replyId, sendNo }: SendRef,
  { carrierId, parts, segments, deliveryId }: Accepted,
): Promise<{ more: boolean } | null> {
  const [row] = await accept(db, [orgId, replyId, sendNo, carrierId, parts, deliveryId, segments]);
  return row?.mine ? { more: row.more === true } : null;
}

const move = statement<{ id: string }>(
  'move_reply',
  `update reply set
    status = $4, reason = $5, due_at = clock_now() + $6::int * interval '1 millisecond', sender = null, asked = $7,
    attempts = attempts - $9::int
  where org_id = $1 and id = $2 and send_no = $3 and status = 'sending' and sender is not distinct from $8
  returning id`,
);

export type Move = {
  /** `sending`: written, outcome unknown, to be asked for. */
  to: 'pending' | 'sending' | 'failed';
  reason: string;
  /** From now; null when it failed. */
  dueInMs: number | null;
  asked?: number;
  /** Nothing was wrong with it: this try does not count. */
  uncounted?: boolean;
  /** Who was to write it, as the one that decides has read it: itself, a process proved dead, or nobody any more. */
  sender: string | null;
};

/** Ends a send that brought nothing. False: somebody else has settled it meanwhile. */
export async function moveReply(
  db: Queryable,
  { orgId, replyId, sendNo }: SendRef,
  { to, reason, dueInMs, asked = 0, uncounted = false, sender }: Move,
): Promise<boolean> {
  const rows = await move(db, [orgId, replyId, sendNo, to, reason, dueInMs, asked, sender, uncounted ? 1 : 0]);
  return rows.length === 1;
}

const hold = statement(
  'hold_line',
  `with waiting as (
    select r.id, row_number() over (order by r.due_at, r.id) as place from reply r
    join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
    where r.org_id = $1 and c.channel_id = $2 and r.status = 'pending' and r.due_at <= clock_now() + $3 * interval '1 millisecond'
    limit $4
  ), free as (
    select r.id, w.place from reply r join waiting w on w.id = r.id
    where r.org_id = $1 and r.status = 'pending' order by r.id for update of r skip locked
  )
  update reply r set due_at = clock_now() + ($3 + free.place * $5) * interval '1 millisecond'
  from free where r.org_id = $1 and r.id = free.id and r.status = 'pending'`,
);

type Hold = { orgId: string; channelId: string; forMs: number; most: number; apartMs: number };

/** What waits to leave by one number waits so long, and then goes at a distance: so many of them, the longest due first. */
export const holdLine = (db: Queryable, { orgId, channelId, forMs, most, apartMs }: Hold): Promise<unknown> =>
  hold(db, [orgId, channelId, forMs, most, apartMs]);
