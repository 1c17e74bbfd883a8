import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type IngestRow = {
  orgId: string;
  channelId: string;
  /** Where the event comes from and the sender's own id of it, hashed: together they are counted once, for ever. */
  source: string;
  keyHash: Buffer;
  point: { kind: string; address: string };
  text: string;
  clientId: string | null;
  traceparent: string | null;
  at: Date;
  /** So many turns may wait in a lane; one more is refused, and leaves nothing behind. */
  maxWaiting: number;
  /** Ids for what may have to be made; those that are not needed are thrown away. */
  ids: { contact: string; conversation: string; turn: string; message: string };
};

export type Ingested = {
  conversationId: string;
  turnId: string;
  messageId: string;
  duplicate: boolean;
  opened: boolean;
};

type Row = {
  conversation_id: string | null;
  turn_id: string;
  message_id: string;
  duplicate: boolean;
  opened: boolean;
};

/*
 * One statement: the key once, the contact and the conversation found or made, the message in its turn, the turn in its
 * lane. `on conflict do update` on the conversation waits for the lane's lock and then sees its newest version, so all
 * that depends on the lane (order, whether it was empty) is computed there.
 */
const ingest = statement<Row>(
  'ingest_turn',
  `with door as (
    select agent_id from channel where org_id = $1 and id = $10
  ), fresh as (
    insert into inbound_key (org_id, source, key_hash, turn_id, message_id, created_at)
    select $1, $2, $3, $5, $6, $7 from door
    on conflict do nothing
    returning turn_id
  ), known_point as (
    select contact_id from contact_point where org_id = $1 and kind = $8 and address = $9
  ), new_contact as (
    insert into contact (org_id, id, created_at)
    select $1, $11, $7 from fresh where not exists (select from known_point)
    returning id
  ), new_point as (
    insert into contact_point (org_id, kind, address, contact_id, created_at)
    select $1, $8, $9, id, $7 from new_contact
    returning contact_id
  ), person as (
    select contact_id from known_point union all select contact_id from new_point
  ), lane as (
    insert into conversation as c
      (org_id, id, channel_id, contact_id, agent_id, open_key, last_seq, waiting, head_due_at, created_at, updated_at, address)
    select $1, $4, $10, contact_id, door.agent_id, $10 || ':' || contact_id, 1, array[fresh.turn_id], clock_now(), $7, $7, $9
    from fresh, person, door
    on conflict (org_id, open_key) do update set
      last_seq = c.last_seq + 1,
      waiting = c.waiting || excluded.waiting,
      head_due_at = coalesce(c.head_due_at, excluded.head_due_at),
      updated_at = excluded.updated_at,
      address = excluded.address
    where cardinality(c.waiting) < $15
    returning c.id, c.agent_id, c.last_seq
  ), new_turn as (
    insert into turn (org_id, id, conversation_id, agent_id, state, traceparent, created_at)
    select $1, $5, lane.id, lane.agent_id, 'ready', $12, $7 from lane
  ), new_message as (
    insert into message (org_id, id, conversation_id, turn_id, seq, text, client_id, created_at)
    select $1, $6, lane.id, $5, lane.last_seq, $13, $14, $7 from lane
  )
  select lane.id as conversation_id, $5 as turn_id, $6 as message_id, false as duplicate, lane.last_seq = 1 as opened from lane
  union all
  select t.conversation_id, k.turn_id, k.message_id, true, false
  from inbound_key k join turn t on t.org_id = k.org_id and t.id = k.turn_id
  where k.org_id = $1 and k.source = $2 and k.key_hash = $3
  union all
  select null, null, null, false, false where not exists (select from door)
  union all
  select refuse_full_lane(), null, null, false, false from fresh where not exists (select from lane)`,
);

const UNIQUE_VIOLATION = '23505';
const LANE_FULL = 'PA429';
const TRIES = 5;

/**
 * Counts the event once and answers a second delivery with the first one's ids. Two deliveries at the same moment, or two
 * first messages of one person, meet in a unique key: the later one has waited for the earlier and looks again.
 */
export async function ingestTurn(db: Queryable, row: IngestRow): Promise<Ingested | 'no_channel' | 'lane_full'> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const [found] = await ingest(db, parameters(row)).catch(foreseen);
    if (found === 'lane_full') return found;
    if (found?.conversation_id === null) return 'no_channel';
    if (found) {
      return {
        conversationId: found.conversation_id,
        turnId: found.turn_id,
        messageId: found.message_id,
        duplicate: found.duplicate,
        opened: found.opened,
      };
    }
  }
  throw new Error(`an inbound event met another of its kind ${TRIES} times in a row`);
}

/** Two that met in a unique key look again; a full lane is an answer; everything else is a surprise. */
function foreseen(error: unknown): Array<Row | 'lane_full'> {
  const { code } = error as { code?: string };
  if (code === UNIQUE_VIOLATION) return [];
  if (code === LANE_FULL) return ['lane_full'];
  throw error;
}

const parameters = (row: IngestRow): unknown[] => [
  row.orgId,
  row.source,
  row.keyHash,
  row.ids.conversation,
  row.ids.turn,
  row.ids.message,
  row.at,
  row.point.kind,
  row.point.address,
  row.channelId,
  row.ids.contact,
  row.traceparent,
  row.text,
  row.clientId,
  row.maxWaiting,
];
