import type { Queryable } from '../pools.ts';

export type ChainFacts = {
  /** An entry that no block holds and that does not wait for one. */
  stray: string | null;
  /** One that waits for its block, but is gone. */
  lost: string | null;
  unsealed: number;
  oldestUnsealedMs: number | null;
};

const FACTS = `select
    (select min(e.id collate "C") from audit_entry e
      left join audit_unsealed w on w.org_id = e.org_id and w.entry_id = e.id
      left join (select unnest(entry_ids) as id from audit_block where org_id = $1) sealed on sealed.id = e.id
      where e.org_id = $1 and sealed.id is null and w.entry_id is null) as stray,
    (select min(w.entry_id collate "C") from audit_unsealed w
      left join audit_entry e on e.org_id = w.org_id and e.id = w.entry_id
      where w.org_id = $1 and e.id is null) as lost,
    (select count(*)::int from audit_unsealed where org_id = $1) as unsealed,
    (select (extract(epoch from clock_now() - min(since)) * 1000)::float8 from audit_unsealed where org_id = $1)
      as "oldestUnsealedMs"`;

/** What a chain does not show by itself: what stands beside it, and what waits for it. */
export async function readChainFacts(client: Queryable, orgId: string): Promise<ChainFacts> {
  const { rows } = await client.query<ChainFacts>(FACTS, [orgId]);
  return rows[0] ?? { stray: null, lost: null, unsealed: 0, oldestUnsealedMs: null };
}

/** Every organisation, for a check of all chains. */
export async function organisationIds(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>('select id from organisation order by id');
  return rows.map(({ id }) => id);
}
