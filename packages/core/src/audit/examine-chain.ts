import type { ChainRow, EntryFields } from '@parley/db/audit/walk-chain';
import { blockHash, detailHash, entryHash, genesis } from './chain.ts';

export type Finding = {
  kind: 'edit' | 'deletion' | 'insertion' | 'reordering' | 'truncation';
  /** The first bad entry, where the record still says which it was. */
  entryId: string | null;
  block: number | null;
  says: string;
};

export type Head = { number: number; hash: string };

type Block = { number: number; hash: string; previousHash: string; sealedAtMs: string; rows: ChainRow[] };

/** What is known of a chain up to some block. */
export type Chain = { head: Head | null; entries: number; erased: number; finding: Finding | null };

export type Examination = {
  orgId: string;
  /** Null: what is personal cannot be checked. */
  key: Uint8Array | null;
  /** A head that was kept elsewhere: the chain must still hold it. */
  expect: Head | null;
};

/** Follows a chain block by block up to the first thing that is wrong with it. Holds one block at a time. */
export async function examineChain(examination: Examination, rows: AsyncIterable<ChainRow>): Promise<Chain> {
  const chain: Chain = { head: null, entries: 0, erased: 0, finding: null };
  for await (const block of blocksOf(rows)) {
    chain.finding = brokenLink(examination, chain.head, block) ?? wrongBlock(examination, block);
    if (chain.finding) return chain;
    chain.head = { number: block.number, hash: block.hash };
    chain.entries += block.rows.length;
    chain.erased += block.rows.filter(({ detail }) => detail.kind === 'erased').length;
  }
  chain.finding = missingEnd(examination, chain.head);
  return chain;
}

async function* blocksOf(rows: AsyncIterable<ChainRow>): AsyncGenerator<Block> {
  let block: Block | null = null;
  for await (const row of rows) {
    if (block && block.number !== row.number) {
      yield block;
      block = null;
    }
    block ??= { ...row, hash: row.blockHash, rows: [] };
    if (row.id !== null) block.rows.push(row);
  }
  if (block) yield block;
}

function brokenLink({ orgId }: Examination, head: Head | null, block: Block): Finding | null {
  const number = (head?.number ?? 0) + 1;
  const first = block.rows[0]?.id ?? null;
  if (block.number !== number) {
    const gone =
      block.number - number === 1 ? `Block ${number} is gone` : `Blocks ${number} to ${block.number - 1} are gone`;
    return {
      kind: 'deletion',
      entryId: first,
      block: number,
      says: `${gone}; the next entry that is left is ${first}.`,
    };
  }
  if (block.previousHash === (head?.hash ?? genesis(orgId))) return null;
  return {
    kind: 'reordering',
    entryId: first,
    block: number,
    says: `Block ${number} does not follow the block before it: blocks were exchanged, or one before it was written anew.`,
  };
}

function wrongBlock(examination: Examination, block: Block): Finding | null {
  let before: EntryFields | null = null;
  for (const row of block.rows) {
    const finding = wrongPlace(examination, block, row, before);
    if (finding) return finding;
    before = row.entry;
  }
  return wrongSeal(examination, block);
}

function wrongPlace({ key }: Examination, block: Block, row: ChainRow, before: EntryFields | null): Finding | null {
  const found = (kind: Finding['kind'], says: string) => ({ kind, entryId: row.id, block: block.number, says });
  const { entry } = row;
  if (!entry) return found('deletion', 'The entry is gone.');
  const hash = entryHash(entry);
  if (hash !== row.sealedHash) {
    const elsewhere = block.rows.some((other) => other.sealedHash === hash);
    return elsewhere
      ? found('reordering', 'The entry stands in another’s place.')
      : found('edit', 'The entry was changed after it was sealed.');
  }
  if (before && !comesAfter(entry, before)) return found('reordering', 'The entry stands before one that came first.');
  if (entry.detailHash === null) return null;
  if (row.detail.kind === 'gone')
    return found('deletion', 'The personal part of the entry is gone, and not by erasure.');
  if (
    key &&
    row.detail.kind === 'kept' &&
    detailHash(key, entry.id, row.detail.value).toString('hex') !== entry.detailHash
  ) {
    return found('edit', 'The personal part of the entry was changed (or PARLEY_SECRET is not what it was).');
  }
  return null;
}

/** Inside a block entries stand by time, then by id. */
const comesAfter = (entry: EntryFields, before: EntryFields): boolean =>
  entry.atMs === before.atMs ? entry.id > before.id : Number(entry.atMs) > Number(before.atMs);

function wrongSeal({ orgId, expect }: Examination, block: Block): Finding | null {
  const entryId = block.rows[0]?.id ?? null;
  const places = block.rows.map((row) => ({ id: row.id ?? '', hash: row.sealedHash }));
  if (blockHash({ ...block, orgId, places }) !== block.hash) {
    const says = `Block ${block.number} does not hold what was sealed in it: entries were added to it, taken out of it, or its seal was changed.`;
    return { kind: 'edit', entryId, block: block.number, says };
  }
  if (expect?.number !== block.number || expect.hash === block.hash) return null;
  const says = `Block ${block.number} is not the one expected: the chain was written anew, here or before.`;
  return { kind: 'edit', entryId, block: block.number, says };
}

function missingEnd({ expect }: Examination, head: Head | null): Finding | null {
  if (!expect || (head?.number ?? 0) >= expect.number) return null;
  const first = (head?.number ?? 0) + 1;
  const says = `The chain ends at block ${head?.number ?? 0}, but block ${expect.number} was there: its end was cut off.`;
  return { kind: 'truncation', entryId: null, block: first, says };
}
