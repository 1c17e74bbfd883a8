import { type ClaimedReplies, claimReplies as claimRows, type ReplyClaim } from '@parley/db/hot/claim-replies';
import type { SendRef } from '@parley/db/hot/mark-reply';
import { REPLY_LIMITS } from '@parley/shared/reply-limits';
import type { Ctx } from '../ctx.ts';

export type { ReplyClaim, SendRef };

/** Takes due replies for this process to send; those that nobody wants any more are cancelled by the way. */
export async function claimReplies(
  ctx: Ctx,
  { limit, sender, after }: { limit: number; sender: string; after: string },
): Promise<ClaimedReplies> {
  const { deadlineMs, organisations } = REPLY_LIMITS;
  const claimed = await claimRows(ctx.hot, { after, limit, organisations, deadlineMs, sender });
  for (const { orgId, conversationId } of [...claimed.claims, ...claimed.cancelled]) {
    ctx.live({ kind: 'conversation', orgId, conversationId });
  }
  return claimed;
}
