import type { SendResult } from '@parley/channels/carrier';
import type { ReplyClaim } from '@parley/db/hot/claim-replies';
import { holdLine, type Move, moveReply } from '@parley/db/hot/mark-reply';
import { recordCarrierOptOut } from '@parley/db/hot/record-consent';
import { REPLY_LIMITS } from '@parley/shared/reply-limits';
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
  { result, parts, sender, isFirst = false }: { result: SendResult; parts: number; sender: string; isFirst?: boolean },
): Promise<SendEnded> {
  const next = afterSend(result, claim.attempts);
  if (result.kind === 'refused' && result.throttled && next.kind === 'again') await hold(ctx, claim, next.inMs);
  // A process that has just begun is slower than it will ever be again.
  const uncounted = isFirst && result.kind === 'withheld';
  switch (next.kind) {
    case 'accepted': {
      const accepted = await acceptText(ctx, claim, { carrierId: next.carrierId, parts, segments: next.segments });
      return { outcome: accepted ? 'accepted' : 'settled_elsewhere', reason: null };
    }
    case 'again':
      return end(ctx, claim, next.kind, { to: 'pending', reason: next.reason, dueInMs: next.inMs, uncounted, sender });
    case 'ask':
      return end(ctx, claim, next.kind, { to: 'sending', reason: next.reason, dueInMs: next.inMs, sender });
    case 'failed':
      // First: the reply that failed and those behind it must not be parted by a crash in between.
      if (next.optedOut)
        await recordCarrierOptOut(ctx.hot, { ...claim, at: ctx.now(), auditId: ctx.newId('auditEntry') });
      return end(ctx, claim, next.kind, { to: 'failed', reason: next.reason, dueInMs: null, sender });
  }
}

/** The whole line waits, not this text alone: each other one would be refused too, and lose a try. */
const hold = (ctx: Ctx, { orgId, channelId }: ReplyClaim, forMs: number) =>
  holdLine(ctx.hot, {
    ...{ orgId, channelId, forMs, most: REPLY_LIMITS.heldAtOnce, apartMs: REPLY_LIMITS.apartMs },
  });

async function end(ctx: Ctx, claim: ReplyClaim, outcome: SendEnded['outcome'], move: Move): Promise<SendEnded> {
  if (!(await moveReply(ctx.hot, claim, move))) return { outcome: 'settled_elsewhere', reason: move.reason };
  ctx.live({ kind: 'conversation', orgId: claim.orgId, conversationId: claim.conversationId });
  // What stood behind it may go now.
  if (move.to === 'failed') ctx.ring('replies.send');
  return { outcome, reason: move.reason };
}
