import { type ChannelRow, findChannel } from '@parley/db/lookup/find-channel';
import type { Queryable } from '@parley/db/pools';
import { agentSpecSchema } from '@parley/shared/agent-spec';
import type { Ctx } from '../ctx.ts';

export type ChatChannel = Omit<ChannelRow, 'kind'>;

/** The web chat behind a public channel id. Read as the look-up role, because the organisation is not known before. */
export async function findChatChannel(lookup: Queryable, channelId: string): Promise<ChatChannel | null> {
  const row = await findChannel(lookup, channelId);
  return row?.kind === 'web_chat' ? row : null;
}

/** What a page shows before anyone has written: the agent's name and its greeting. */
export async function readGreeting(
  ctx: Pick<Ctx, 'db'>,
  { orgId, agentId }: ChatChannel,
): Promise<{ name: string; greeting: string }> {
  return ctx.db.inOrg(orgId, async (tx) => {
    const agent = await tx.agent.findUniqueOrThrow({ where: { orgId_id: { orgId, id: agentId } } });
    const version = await tx.agentVersion.findUniqueOrThrow({
      where: { orgId_id: { orgId, id: agent.currentVersionId } },
    });
    return { name: agent.name, greeting: agentSpecSchema.parse(version.spec).greeting };
  });
}
