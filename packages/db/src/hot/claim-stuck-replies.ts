import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type StuckReply = {
  orgId: string;
  replyId: string;
  conversationId: string;
  channelId: string;
  from: string;
  to: string;
  text: string;
  part: number;
  sendNo: number;
  attempts: number;
  /** Null: written, and nobody will write it any more. Else the process that may still do so. */
  sender: string | null;
  claimedAt: Date;
  /** How long ago that is, by the database's clock. */
  ageMs: number;
  asked: number;
  /** What the carrier has taken for this conversation is somebody else's text, however alike. */
  knownIds: string[];
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
  sender: string | null;
  claimed_at: Date;
  age_ms: number;
  asked: number;
  known_ids: string[];
};

/** Their due time is put off, so that one process at a time asks; the send itself stays as it is. */
const claim = statement<Row>(
  'claim_stuck_replies',
  `with stuck as (
    select org_id, id from reply where status = 'sending' and due_at <= (select clock_now())
    order by due_at limit $1
    for update skip locked
  ), taken as (
    update reply r set due_at = clock_now() + $2 * interval '1 millisecond'
    from stuck where r.org_id = stuck.org_id and r.id = stuck.id
    returning r.*
  )
  select t.org_id, t.id, t.conversation_id, c.channel_id, ch.address as ours, c.address as theirs, t.text,
    cardinality(t.carrier_ids) as part, t.send_no, t.attempts, t.sender, t.claimed_at,
    (extract(epoch from clock_now() - t.claimed_at) * 1000)::float8 as age_ms, t.asked,
    array(select unnest(r.carrier_ids) from reply r where r.org_id = t.org_id and r.conversation_id = t.conversation_id
      and r.created_at > t.created_at - interval '1 day') as known_ids
  from taken t
  join conversation c on c.org_id = t.org_id and c.id = t.conversation_id
  join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id`,
);

/** Takes up to `limit` sends whose outcome has to be asked for, for `patienceMs`. */
export async function claimStuckReplies(
  db: Queryable,
  { limit, patienceMs }: { limit: number; patienceMs: number },
): Promise<StuckReply[]> {
  const rows = await claim(db, [limit, patienceMs]);
  return rows.map((row) => ({
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
    sender: row.sender,
    claimedAt: row.claimed_at,
    ageMs: row.age_ms,
    asked: row.asked,
    knownIds: row.known_ids,
  }));
}
