import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type ReportRow = {
  orgId: string;
  channelId: string;
  /** Counted once, for ever: the message's id alone is shared by all reports about it. */
  keyHash: Buffer;
  replyId: string;
  part: number;
  parts: number;
  carrierId: string;
  state: string;
  errorCode: string | null;
  /** All states, in the order in which a message passes them; how many of them lead on to others. */
  states: readonly string[];
  passing: number;
  deliveryId: string;
  at: Date;
};

export type Reported = { conversationId: string; status: string; changed: boolean };

/*
 * A report names its text by the carrier's id. When that id is not known, and the next text of the reply is just being
 * sent, was lost or is to be tried again, the report itself is the proof that the carrier has taken it.
 *
 * States only go forward: each stands at its place in the list, and those that lead nowhere share the last.
 */
const record = statement<{ conversation_id: string; status: string; changed: boolean }>(
  'record_report',
  `with fresh as (
    insert into inbound_key (org_id, source, key_hash, created_at) values ($1, $2 || ' reports', $3, $13)
    on conflict do nothing returning org_id
  ), target as (
    select r.*, array_position(r.carrier_ids, $7::text) as place,
      r.status in ('sending', 'unknown') or (r.status = 'pending' and r.attempts > 0) as tried
    from reply r
    join fresh on fresh.org_id = r.org_id
    join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
    where r.org_id = $1 and r.id = $4 and c.channel_id = $2
    for update of r
  ), known as (
    select t.*, coalesce(place, case when tried and cardinality(carrier_ids) = $5::int then $5::int + 1 end) as at_place,
      part_states[place] as was
    from target t
  ), newer as (
    select k.*,
      was is null or least(array_position($10::text[], $8::text), $11::int + 1) > least(array_position($10::text[], was), $11::int + 1)
        as forward,
      place is null as adopted
    from known k where at_place is not null
  ), reported as (
    select n.*,
      case when adopted then carrier_ids || $7::text else carrier_ids end as ids_now,
      case when forward then part_states[:at_place - 1] || $8::text || part_states[at_place + 1:] else part_states end as states_now,
      coalesce(n.parts, $6::int) as parts_now
    from newer n
  ), judged as (
    select r.*, case
      when not adopted and status in ('pending', 'sending') then status
      when cardinality(ids_now) < parts_now then 'pending'
      when 'failed' = any (states_now) then 'failed'
      when 'undelivered' = any (states_now) then 'undelivered'
      when 'delivered' = all (states_now) then 'delivered'
      else 'sent' end as status_now
    from reported r
  ), moved as (
    update reply r set
      carrier_ids = j.ids_now, part_states = j.states_now, parts = j.parts_now, status = j.status_now,
      sender = case when j.status_now = 'sending' then r.sender end,
      due_at = case when j.status_now = j.status then r.due_at when j.status_now = 'pending' then clock_now() end,
      attempts = case when j.adopted then 0 else r.attempts end,
      sent_at = case when j.adopted then clock_now() else r.sent_at end,
      reason = case when j.status_now in ('failed', 'undelivered') then coalesce($9, r.reason)
        when j.adopted then null else r.reason end
    from judged j where r.org_id = j.org_id and r.id = j.id and (j.forward or j.adopted)
    returning r.id
  ), told as (
    insert into delivery (org_id, id, reply_id, carrier_id, state, error_code, at)
    select org_id, $12, id, $7, $8, $9, $13 from target
  )
  select j.conversation_id, j.status_now as status, j.status_now <> j.status as changed from judged j`,
);

/** What a carrier says about one text. Null: said before, or about nothing of ours. */
export async function recordReport(db: Queryable, row: ReportRow): Promise<Reported | null> {
  const [found] = await record(db, [
    ...[row.orgId, row.channelId, row.keyHash, row.replyId, row.part, row.parts, row.carrierId, row.state],
    ...[row.errorCode, row.states, row.passing, row.deliveryId, row.at],
  ]);
  return found ? { conversationId: found.conversation_id, status: found.status, changed: found.changed } : null;
}
