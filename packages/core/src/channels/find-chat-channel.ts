import { findChannel } from '@parley/db/lookup/find-channel';
import type { Queryable } from '@parley/db/pools';
import { type AgentSpec, agentSpecSchema } from '@parley/shared/agent-spec';

export type ChatChannel = {
  id: string;
  orgId: string;
  agentId: string;
  allowedOrigins: string[];
  agent: { name: string; spec: AgentSpec };
};

/** The web chat behind a public channel id. Read as the look-up role, because the organisation is not known before. */
export async function findChatChannel(lookup: Queryable, channelId: string): Promise<ChatChannel | null> {
  const row = await findChannel(lookup, channelId);
  if (row?.kind !== 'web_chat') return null;
  return {
    id: row.id,
    orgId: row.orgId,
    agentId: row.agentId,
    allowedOrigins: row.allowedOrigins,
    agent: { name: row.agentName, spec: agentSpecSchema.parse(row.spec) },
  };
}
