import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

export type SmsDoorRow = {
  orgId: string;
  connectionId: string;
  baseUrl: string | null;
  settings: unknown;
  /** Sealed. */
  secret: string | null;
  /** Null: the organisation has no such number with this account. */
  channelId: string | null;
};

const find = statement<SmsDoorRow>(
  'find_sms_door',
  `select a.org_id as "orgId", a.id as "connectionId", a.base_url as "baseUrl", a.settings, a.secret, c.id as "channelId"
  from connection a
  left join channel c on c.org_id = a.org_id and c.connection_id = a.id and c.kind = 'sms' and c.address = $2
  where a.id = $1 and a.kind = 'twilio'
  limit 2`,
);

/** An account at the carrier, of whichever organisation, and its channel with this number: for the role `parley_auth`. */
export async function findSmsDoor(db: Queryable, connectionId: string, number: string): Promise<SmsDoorRow | null> {
  const found = await find(db, [connectionId, number]);
  // Ids are not made twice; if one ever were, nobody's door is better than somebody else's.
  return found.length === 1 ? (found[0] ?? null) : null;
}
