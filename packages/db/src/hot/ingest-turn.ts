import type { Queryable } from '../pools.ts';
import { TELLS } from '../tells.ts';
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
  class: 'interactive' | 'batch';
  at: Date;
  /** Ids for what may have to be made; those that are not needed are thrown away. */
  ids: { contact: string; conversation: string; turn: string; message: string; reply: string };
};

type Burst = { quiet_ms: number; max_wait_ms: number; max_messages: number };

/** What holds for every agent and channel that does not say otherwise, and the caps that nobody passes. */
export type IngestRules = {
  maxWaiting: number;
  maxInterruptions: number;
  reject: { notice: string; everyMs: number };
  burst: Record<string, Burst>;
};

export type Ingested = {
  conversationId: string;
  turnId: string;
  messageId: string;
  duplicate: boolean;
  opened: boolean;
  /** A notice was written that a carrier takes. */
  leaves: boolean;
  /** The run that this message cut off. */
  lostFence: bigint | null;
  /** The lane is due in so long: its burst may go on. Null: it is due now, or not by this. */
  dueInMs: number | null;
  /** Webhooks wait for what ended here, or with what came in beside it. */
  tells: boolean;
};

type Row = {
  place: number;
  code: 'taken' | 'no_channel' | 'lane_full';
  conversation_id: string;
  turn_id: string;
  message_id: string;
  duplicate: boolean;
  opened: boolean;
  leaves: boolean;
  lost_fence: string | null;
  due_in_ms: number | null;
  tells: boolean;
};

const ingest = statement<Row>('ingest_turns', `select *, ${TELLS} from ingest_turns($1, $2)`);

export type IngestEnding = Ingested | 'no_channel' | 'lane_full';

/** Takes events in with one statement and one commit; an answer for each, in their order. All or, with an error, none. */
export async function ingestTurns(
  db: Queryable,
  rows: readonly IngestRow[],
  rules: IngestRules,
): Promise<IngestEnding[]> {
  const found = await ingest(db, [JSON.stringify(rows.map(eventOf)), JSON.stringify(rulesOf(rules))]);
  return found.sort((a, b) => a.place - b.place).map(endingOf);
}

const eventOf = (row: IngestRow, place: number) => ({
  place,
  org_id: row.orgId,
  channel_id: row.channelId,
  source: row.source,
  key_hash: row.keyHash.toString('hex'),
  point_kind: row.point.kind,
  address: row.point.address,
  said: row.text,
  client_id: row.clientId,
  traceparent: row.traceparent,
  at: row.at,
  class: row.class,
  new_contact: row.ids.contact,
  new_conversation: row.ids.conversation,
  new_turn: row.ids.turn,
  new_message: row.ids.message,
  new_reply: row.ids.reply,
});

const rulesOf = ({ maxWaiting, maxInterruptions, reject, burst }: IngestRules) => ({
  max_waiting: maxWaiting,
  max_interruptions: maxInterruptions,
  reject_notice: reject.notice,
  reject_notice_ms: reject.everyMs,
  burst,
});

const endingOf = (row: Row): IngestEnding =>
  row.code === 'taken'
    ? {
        conversationId: row.conversation_id,
        turnId: row.turn_id,
        messageId: row.message_id,
        duplicate: row.duplicate,
        opened: row.opened,
        leaves: row.leaves,
        lostFence: row.lost_fence === null ? null : BigInt(row.lost_fence),
        dueInMs: row.due_in_ms,
        tells: row.tells,
      }
    : row.code;
