import { acceptPart, type SendRef } from '@parley/db/hot/mark-reply';
import type { Ctx } from '../ctx.ts';

/** The carrier has one text of a reply; the next text, or the next reply of the conversation, is due. */
export async function acceptText(
  ctx: Ctx,
  send: SendRef & { conversationId: string },
  { carrierId, parts, segments }: { carrierId: string; parts: number; segments: number },
): Promise<boolean> {
  const accepted = await acceptPart(ctx.hot, send, { carrierId, parts, segments, deliveryId: ctx.newId('delivery') });
  if (accepted === null || accepted.more) ctx.ring('replies.send');
  if (accepted) ctx.live({ kind: 'conversation', orgId: send.orgId, conversationId: send.conversationId });
  return accepted !== null;
}
