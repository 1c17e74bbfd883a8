import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

export type ApiKeyRow = { id: string; orgId: string; scopes: string[]; environment: 'live' | 'test' };

/*
 * One round trip, whatever it finds. The use is written down at most once a minute, and skipped while somebody else writes
 * the row: a busy key never waits for itself.
 */
const find = statement<ApiKeyRow>(
  'find_api_key',
  `with found as (
    select org_id, id, scopes, environment from api_key
    where secret_hash = $1 and revoked_at is null and (expires_at is null or expires_at > clock_now())
  ), due as (
    select k.org_id, k.id from api_key k join found f on f.org_id = k.org_id and f.id = k.id
    where k.last_used_at is null or k.last_used_at <= clock_now() - interval '1 minute'
    for no key update of k skip locked
  ), used as (
    update api_key k set last_used_at = clock_now() from due d where k.org_id = d.org_id and k.id = d.id
  )
  select id, org_id as "orgId", scopes, environment from found`,
);

/** A key that is good now, by the hash of its secret, of whichever organisation: for the role `parley_auth`. */
export async function findApiKey(db: Queryable, secretHash: Uint8Array): Promise<ApiKeyRow | null> {
  const [row] = await find(db, [secretHash]);
  return row ?? null;
}
