import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

/*
 * As the engine: under a policy Postgres uses no index for a search. Only ids leave; the rows are read under the policy.
 */
const search = statement<{ conversation_id: string }>(
  'search_messages',
  `select distinct on (found.conversation_id) found.conversation_id from (
    (select conversation_id from message
    where org_id = $1 and numnode(websearch_to_tsquery('simple', $2)) > 0
      and to_tsvector('simple', org_id || ' ' || text) @@ (plainto_tsquery('simple', $1) && websearch_to_tsquery('simple', $2))
    order by id desc limit $3)
    union all
    (select conversation_id from reply
    where org_id = $1 and numnode(websearch_to_tsquery('simple', $2)) > 0
      and to_tsvector('simple', org_id || ' ' || text) @@ (plainto_tsquery('simple', $1) && websearch_to_tsquery('simple', $2))
    order by id desc limit $3)
  ) found`,
);

/** The conversations in which these words were said, of the newest messages and the newest replies that hold them. */
export async function searchMessages(db: Queryable, orgId: string, words: string, limit: number): Promise<string[]> {
  const rows = await search(db, [orgId, words, limit]);
  return rows.map((row) => row.conversation_id);
}
