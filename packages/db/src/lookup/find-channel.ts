import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

export type ChannelRow = { id: string; orgId: string; kind: string; agentId: string; allowedOrigins: string[] };

const find = statement<ChannelRow>(
  'find_channel',
  `select id, org_id as "orgId", kind, agent_id as "agentId", allowed_origins as "allowedOrigins" from channel where id = $1`,
);

/** A channel by its public id, of whichever organisation: for the role `parley_auth`, which may look only this up. */
export async function findChannel(db: Queryable, channelId: string): Promise<ChannelRow | null> {
  const [row] = await find(db, [channelId]);
  return row ?? null;
}
