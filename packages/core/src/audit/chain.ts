import { createHash, createHmac } from 'node:crypto';
import type { EntryFields } from '@parley/db/audit/walk-chain';
import { canonical } from './canonical.ts';

/*
 * How the record is hashed: each value with its length before it, so that no two read alike. The sealer says the same in
 * SQL (db/audit/sealed-text.ts), so that neither can err alone.
 */
const field = (value: string | null): string => (value === null ? '-' : `${Buffer.byteLength(value)}:${value}`);
const fields = (values: readonly (string | null)[]): string => values.map(field).join('');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const entryHash = (entry: EntryFields): string =>
  sha256(
    fields([
      'entry',
      entry.orgId,
      entry.id,
      entry.atMs,
      entry.actorKind,
      entry.actorId,
      entry.action,
      entry.targetKind,
      entry.targetId,
      entry.before,
      entry.after,
      entry.requestId,
      entry.detailHash,
    ]),
  );

export type BlockFacts = {
  orgId: string;
  number: number;
  previousHash: string;
  sealedAtMs: string;
  /** Its entries' ids and hashes, in order. */
  places: readonly { id: string; hash: string | null }[];
};

export const blockHash = ({ orgId, number, previousHash, sealedAtMs, places }: BlockFacts): string =>
  sha256(
    fields(['block', orgId, String(number), previousHash, sealedAtMs]) +
      places.map(({ id, hash }) => fields([id, hash])).join(''),
  );

/** Before an organisation's first block. */
export const genesis = (orgId: string): string => sha256(orgId);

/** Keyed, because names and addresses are few enough to be guessed. */
export const detailHash = (key: Uint8Array, entryId: string, detail: unknown): Buffer =>
  createHmac('sha256', key)
    .update(`${entryId}\n${canonical(detail)}`)
    .digest();
