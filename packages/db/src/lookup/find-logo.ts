import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

export type Logo = { contentType: string; bytes: Buffer };

const find = statement<Logo>(
  'find_logo',
  'select content_type as "contentType", bytes from organisation_logo where org_id = $1 and digest = $2',
);

/** For the role `parley_auth`: a logo is shown before it is known who looks. Its digest has to be known. */
export async function findLogo(db: Queryable, orgId: string, digest: string): Promise<Logo | null> {
  const [row] = await find(db, [orgId, digest]);
  return row ?? null;
}
