import type { ChannelView } from '@parley/shared/contract/channels';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { originsOf, requireAgent } from './parts.ts';
import { CHANNEL_COLUMNS, channelView } from './view.ts';

export type NewWebChat = { name: string; agentId: string; allowedOrigins: readonly string[]; publicUrl: string };

export async function addWebChat(ctx: Ctx, as: As, given: NewWebChat): Promise<ChannelView> {
  const { name, agentId, publicUrl } = given;
  const { orgId } = as;
  const id = ctx.newId('channel');
  const allowedOrigins = originsOf(given.allowedOrigins);
  return ctx.db.inOrg(orgId, async (tx) => {
    await requireAgent(tx, orgId, agentId);
    const made = await tx.channel.create({
      data: { orgId, id, kind: 'web_chat', name, agentId, allowedOrigins, createdAt: ctx.now() },
      select: CHANNEL_COLUMNS,
    });
    await audit(ctx, tx, as, {
      action: 'channel.created',
      target: { kind: 'channel', id },
      after: { kind: 'web_chat', agent: agentId, allowed_origins: allowedOrigins },
      detail: { name },
    });
    return channelView(made, publicUrl);
  });
}
