import type { ApiContext } from '../../context.ts';
import type { Follower } from '../../live/hub.ts';

/** Whoever waits for turns of an organisation's own systems is counted under this name. */
export const apiAudience = (orgId: string): string => `api turns of ${orgId}`;

export const followConversation = (ctx: ApiContext, orgId: string, conversationId: string): Follower =>
  ctx.hub.follow({ orgId, audience: apiAudience(orgId), conversationId });
