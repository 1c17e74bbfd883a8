import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

/*
 * As the engine: under a policy Postgres uses no index for a search. Only ids leave; the rows are read under the policy.
 */
const search = statement<{ turn_id: string }>(
  'search_turns',
  `select distinct on (found.turn_id) found.turn_id from (
    select turn_id from message
    where org_id = $1 and numnode(websearch_to_tsquery('simple', $2)) > 0
      and to_tsvector('simple', org_id || ' ' || text) @@ (plainto_tsquery('simple', $1) && websearch_to_tsquery('simple', $2))
    order by id desc limit $3
  ) found`,
);

/** The turns whose contacts have said these words, of the newest messages that hold them. */
export async function searchTurns(db: Queryable, orgId: string, words: string, limit: number): Promise<string[]> {
  const rows = await search(db, [orgId, words, limit]);
  return rows.map((row) => row.turn_id);
}
