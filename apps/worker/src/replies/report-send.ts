import type { ReplyClaim } from '@parley/core/replies/claim-replies';
import type { SendEnded } from '@parley/core/replies/end-send';
import type { WorkerContext } from '../context.ts';
import type { Sent } from './send-text.ts';

/** The try's one line in the log. */
export function reportSend(ctx: WorkerContext, claim: ReplyClaim, ended: SendEnded, sent: Sent): void {
  const { replyId, orgId, conversationId, attempts, part } = claim;
  ctx.events.replySent({
    ...{ replyId, orgId, conversationId, attempts, part },
    outcome: ended.outcome,
    parts: sent.parts,
    durationMs: sent.durationMs,
    errorCode: ended.reason ?? undefined,
    error: sent.failure,
  });
}
