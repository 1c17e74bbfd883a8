import type { ChannelView } from '@parley/shared/contract/channels';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { requireAgent } from './parts.ts';
import { CHANNEL_COLUMNS, channelView } from './view.ts';

export type NewApiChannel = { name: string; agentId: string; publicUrl: string };

/** A channel that the organisation's own systems send turns in on. */
export const addApiChannel = (ctx: Ctx, as: As, { name, agentId, publicUrl }: NewApiChannel): Promise<ChannelView> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    const id = ctx.newId('channel');
    await requireAgent(tx, orgId, agentId);
    const made = await tx.channel.create({
      data: { orgId, id, kind: 'api', name, agentId, allowedOrigins: [], createdAt: ctx.now() },
      select: CHANNEL_COLUMNS,
    });
    await audit(ctx, tx, as, {
      action: 'channel.created',
      target: { kind: 'channel', id },
      after: { kind: 'api', agent: agentId },
      detail: { name },
    });
    return channelView(made, publicUrl);
  });
