import type { ChannelView } from '@parley/shared/contract/channels';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import type { Ctx } from '../ctx.ts';
import { numberTaken, requireAgent, requireCarrier } from './parts.ts';
import { CHANNEL_COLUMNS, channelView } from './view.ts';

export type NewNumber = { name: string; number: string; agentId: string; connectionId: string; publicUrl: string };

/** A number is one channel's on the whole installation: whose webhook it is must never be a question. */
export async function addNumber(ctx: Ctx, as: As, given: NewNumber): Promise<ChannelView> {
  try {
    return await add(ctx, as, given);
  } catch (error) {
    throw brokenConstraint(error) === 'unique' ? numberTaken() : error;
  }
}

const add = (ctx: Ctx, as: As, { name, number, agentId, connectionId, publicUrl }: NewNumber): Promise<ChannelView> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    await requireAgent(tx, orgId, agentId);
    await requireCarrier(tx, orgId, connectionId);
    const row = { orgId, id: ctx.newId('channel'), kind: 'sms', name, agentId, allowedOrigins: [] };
    const made = await tx.channel.create({
      data: { ...row, address: number, connectionId, createdAt: ctx.now() },
      select: CHANNEL_COLUMNS,
    });
    await audit(ctx, tx, as, {
      action: 'channel.created',
      target: { kind: 'channel', id: row.id },
      after: { kind: 'sms', number, agent: agentId, connection: connectionId },
      detail: { name },
    });
    return channelView(made, publicUrl);
  });
