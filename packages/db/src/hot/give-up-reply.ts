import type { Queryable } from '../pools.ts';
import type { SendRef } from './mark-reply.ts';
import { statement } from './statement.ts';

const giveUp = statement<{ id: string }>(
  'give_up_reply',
  `with mine as (
    update reply set status = 'unknown', reason = $4, due_at = null, sender = null
    where org_id = $1 and id = $2 and send_no = $3 and status = 'sending'
    returning org_id, id, conversation_id
  )
  select open_incident(org_id, $5, 'unknown_outcome', $6, 'medium', $7,
    jsonb_build_object('reply_id', id, 'conversation_id', conversation_id, 'channel_id', $8::text), $9) as id
  from mine`,
);

export type GivenUp = {
  reason: string;
  incidentId: string;
  fingerprint: string;
  title: string;
  channelId: string;
  at: Date;
};

/** Nobody can say whether it has left: people have to look. False: somebody has settled it meanwhile. */
export async function giveUpReply(db: Queryable, send: SendRef, given: GivenUp): Promise<boolean> {
  const { reason, incidentId, fingerprint, title, channelId, at } = given;
  const rows = await giveUp(db, [
    ...[send.orgId, send.replyId, send.sendNo, reason],
    ...[incidentId, fingerprint, title, channelId, at],
  ]);
  return rows.length === 1;
}
