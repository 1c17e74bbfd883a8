import type { SendResult } from '@parley/channels/carrier';
import type { ReplyClaim } from '@parley/db/hot/claim-replies';
import { type Move, moveReply } from '@parley/db/hot/mark-reply';
import { recordCarrierOptOut } from '@parley/db/hot/record-consent';
import type { Ctx } from '../ctx.ts';
import { acceptText } from './accept-text.ts';
import { afterSend } from './after-send.ts';

export type SendEnded = {
  outcome: 'accepted' | 'again' | 'failed' | 'ask' | 'settled_elsewhere';
  reason: string | null;
};

/** Writes down what the carrier has answered to one send. */
export async function endSend(
  ctx: Ctx,
  claim: ReplyClaim,
  { result, parts, sender }: { result: SendResult; parts: number; sender: string },
): Promise<SendEnded> {
  const next = afterSend(result, claim.attempts);
  switch (next.kind) {
    case 'accepted': {
      const accepted = await acceptText(ctx, claim, { carrierId: next.carrierId, parts });
      return { outcome: accepted ? 'accepted' : 'settled_elsewhere', reason: null };
    }
    case 'again':
      return end(ctx, claim, next.kind, { to: 'pending', reason: next.reason, dueInMs: next.inMs, sender });
    case 'ask':
      return end(ctx, claim, next.kind, { to: 'sending', reason: next.reason, dueInMs: next.inMs, sender });
    case 'failed':
      // First: the reply that failed and those behind it must not be parted by a crash in between.
      if (next.optedOut)
        await recordCarrierOptOut(ctx.hot, { ...claim, at: ctx.now(), auditId: ctx.newId('auditEntry') });
      return end(ctx, claim, next.kind, { to: 'failed', reason: next.reason, dueInMs: null, sender });
  }
}

async function end(ctx: Ctx, claim: ReplyClaim, outcome: SendEnded['outcome'], move: Move): Promise<SendEnded> {
  if (!(await moveReply(ctx.hot, claim, move))) return { outcome: 'settled_elsewhere', reason: move.reason };
  ctx.live({ kind: 'conversation', orgId: claim.orgId, conversationId: claim.conversationId });
  // What stood behind it may go now.
  if (move.to === 'failed') ctx.ring('replies.send');
  return { outcome, reason: move.reason };
}
