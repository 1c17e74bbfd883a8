import type { Queryable } from '../pools.ts';

/** A place in a chain: its block, and the entry that should stand there. */
export type ChainRow = {
  number: number;
  previousHash: string;
  blockHash: string;
  sealedAtMs: string;
  /** Null in a block that holds nothing: the sealer makes none. */
  id: string | null;
  /** The entry's hash as the block has it. */
  sealedHash: string | null;
  /** Null when the entry is gone. */
  entry: EntryFields | null;
  detail: { kind: 'kept'; value: unknown } | { kind: 'erased' } | { kind: 'gone' };
};

/** An entry as text, the way it is hashed. */
export type EntryFields = {
  orgId: string;
  id: string;
  atMs: string;
  actorKind: string;
  actorId: string;
  action: string;
  targetKind: string;
  targetId: string;
  before: string | null;
  after: string | null;
  requestId: string | null;
  detailHash: string | null;
};

type Row = Omit<ChainRow, 'entry' | 'detail'> &
  EntryFields & { entryId: string | null; detailEntryId: string | null; detail: unknown };

const FETCH = 2_000;

// Entries are looked up one by one (offset 0): a join would be free to sort or hash the whole record before its first row.
const WALK = `declare audit_walk no scroll cursor for
  select b.number, encode(b.previous_hash, 'hex') as "previousHash", encode(b.hash, 'hex') as "blockHash",
    (extract(epoch from b.sealed_at) * 1000)::bigint::text as "sealedAtMs", w.id, encode(w.hash, 'hex') as "sealedHash",
    e.org_id as "orgId", e.id as "entryId", (extract(epoch from e.at) * 1000)::bigint::text as "atMs",
    e.actor_kind as "actorKind", e.actor_id as "actorId", e.action, e.target_kind as "targetKind",
    e.target_id as "targetId", e.before::text as before, e.after::text as after, e.request_id as "requestId",
    encode(e.detail_hash, 'hex') as "detailHash", d.entry_id as "detailEntryId", d.detail
  from audit_block b
  left join lateral unnest(b.entry_ids, b.entry_hashes) with ordinality as w(id, hash, place) on true
  left join lateral (select * from audit_entry where org_id = b.org_id and id = w.id offset 0) e on true
  left join lateral (select * from audit_detail where org_id = b.org_id and entry_id = w.id offset 0) d on true
  where b.org_id = $ORG
  order by b.number, w.place`;

/** A chain from its first block on, in a transaction of the caller's; holds a few thousand rows at a time. */
export async function* walkChain(client: Queryable, orgId: string): AsyncGenerator<ChainRow> {
  // A cursor takes no parameters.
  const { rows: quoted } = await client.query<{ org: string }>('select quote_literal($1::text) as org', [orgId]);
  await client.query(WALK.replace('$ORG', () => quoted[0]?.org ?? 'null'));
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${FETCH} from audit_walk`);
    for (const row of rows) yield chainRowOf(row);
    if (rows.length < FETCH) break;
  }
  await client.query('close audit_walk');
}

const chainRowOf = (row: Row): ChainRow => ({
  number: row.number,
  previousHash: row.previousHash,
  blockHash: row.blockHash,
  sealedAtMs: row.sealedAtMs,
  id: row.id,
  sealedHash: row.sealedHash,
  entry: row.entryId === null ? null : { ...row, id: row.entryId },
  detail:
    row.detailEntryId === null
      ? { kind: 'gone' }
      : row.detail === null
        ? { kind: 'erased' }
        : { kind: 'kept', value: row.detail },
});
