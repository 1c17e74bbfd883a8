import type { TurnRead, TurnReplyRow } from '@parley/core/turns/read-turn';
import type { TurnReply, TurnView } from '@parley/shared/contract/turns';
import { cursorOf } from '../chat/cursor.ts';
import { statusOf } from '../chat/present.ts';

export const replyOf = (row: TurnReplyRow): TurnReply => ({
  id: row.id,
  cursor: cursorOf(row.seq),
  author: row.author,
  text: row.text,
  at: row.created_at.toISOString(),
  model: row.model,
});

/** A turn as those see it who sent it in. */
export const turnView = ({ asked, turn, messages, replies }: TurnRead): TurnView => ({
  turn_id: asked,
  answered_in: turn.id === asked ? null : turn.id,
  conversation_id: turn.conversation_id,
  channel_id: turn.channel_id,
  contact_id: turn.contact_id,
  status: statusOf(turn.state),
  reason: turn.reason,
  messages: messages.map((one) => ({
    id: one.id,
    event_id: one.client_id,
    text: one.text,
    at: one.created_at.toISOString(),
  })),
  replies: replies.map(replyOf),
  created_at: turn.created_at.toISOString(),
  ended_at: turn.ended_at?.toISOString() ?? null,
});
