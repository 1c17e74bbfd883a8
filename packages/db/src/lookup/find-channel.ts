import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

export type ChannelRow = {
  id: string;
  orgId: string;
  kind: string;
  agentId: string;
  allowedOrigins: string[];
  agentName: string;
  spec: unknown;
};

const find = statement<ChannelRow>(
  'find_channel',
  `select ch.id, ch.org_id as "orgId", ch.kind, ch.agent_id as "agentId", ch.allowed_origins as "allowedOrigins",
    a.name as "agentName", v.spec
  from channel ch
  join agent a on a.org_id = ch.org_id and a.id = ch.agent_id
  join agent_version v on v.org_id = a.org_id and v.id = a.current_version_id
  where ch.id = $1`,
);

/** A channel by its public id, of whichever organisation: for the role `parley_auth`, which may look only this up. */
export async function findChannel(db: Queryable, channelId: string): Promise<ChannelRow | null> {
  const [row] = await find(db, [channelId]);
  return row ?? null;
}
