import type { LiveHint } from '@parley/shared/live-hint';

/** Tells the worker that runs it to stop now; it would find out by itself with its next renewal. */
export const laneLost = (orgId: string, conversationId: string, fence: bigint): LiveHint => ({
  kind: 'lane_lost',
  orgId,
  conversationId,
  fence: fence.toString(),
});
