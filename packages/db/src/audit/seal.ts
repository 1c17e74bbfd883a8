import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';
import { blockHashSql, entryHashSql, genesisSql, placeTextSql } from './sealed-text.ts';

export type SealedHead = { orgId: string; number: number; hash: string; entries: number };

/*
 * One block per organisation over the entries that no block holds yet, in the order of their time. Entries of transactions
 * that have not committed are not seen and come with a later block: nobody waits for the sealer, nor the sealer for anyone.
 * Who does not get the lock does nothing. Who got it after having looked too early meets a block of the same number, and
 * does nothing either: what is inserted decides what is taken from the waiting ones. Entries are looked up one by one
 * (offset 0): a join would be free to read the whole record each second.
 */
const seal = statement<SealedHead>(
  'audit_seal',
  `with gate as materialized (
    select pg_try_advisory_xact_lock(hashtext('parley audit'), hashtext('seal')) as open,
      date_trunc('milliseconds', clock_now()) as at
  ),
  due as materialized (
    select e.org_id, e.id, e.at, ${entryHashSql('e')} as hash
    from (select org_id, entry_id from audit_unsealed where (select open from gate) order by org_id, entry_id) u
    cross join lateral (select * from audit_entry where org_id = u.org_id and id = u.entry_id offset 0) e
    limit $1
  ),
  chosen as (
    select org_id, array_agg(id order by at, id) as ids, array_agg(hash order by at, id) as hashes,
      string_agg(${placeTextSql('id', 'hash')}, '' order by at, id) as places
    from due group by org_id
  ),
  linked as (
    select c.*, g.at, coalesce(head.number, 0) + 1 as number, coalesce(head.hash, ${genesisSql('c.org_id')}) as previous
    from chosen c cross join gate g
    left join lateral (
      select number, hash from audit_block b where b.org_id = c.org_id order by number desc limit 1
    ) head on true
  ),
  sealed as (
    insert into audit_block (org_id, number, entry_ids, entry_hashes, previous_hash, hash, sealed_at)
    select org_id, number, ids, hashes, previous, ${blockHashSql({
      orgId: 'org_id',
      number: 'number',
      previousHash: 'previous',
      sealedAt: 'at',
      places: 'places',
    })}, at
    from linked
    on conflict (org_id, number) do nothing
    returning org_id, number, hash, cardinality(entry_ids) as entries
  ),
  done as (
    delete from audit_unsealed u using due d join sealed s on s.org_id = d.org_id
    where u.org_id = d.org_id and u.entry_id = d.id
  )
  select org_id as "orgId", number, encode(hash, 'hex') as hash, entries from sealed`,
);

/** Seals up to so many entries; answers the new head of each chain that grew. */
export const sealEntries = (db: Queryable, limit: number): Promise<SealedHead[]> => seal(db, [limit]);
