import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

const find = statement<{ orgId: string }>(
  'find_invitation',
  'select org_id as "orgId" from invitation where token_hash = $1',
);

/** Which organisation a letter's token invites to: for the role `parley_auth`, as the organisation is not known before. */
export async function findInvitation(db: Queryable, tokenHash: Uint8Array): Promise<{ orgId: string } | null> {
  const [row] = await find(db, [tokenHash]);
  return row ?? null;
}
