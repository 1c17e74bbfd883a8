/*
 * What is hashed, written in SQL: each value with its length before it, so that no two rows read alike. The other writing
 * of the same rule is core/audit/chain.ts; a test holds both to the same hashes.
 */
const field = (value: string): string => `coalesce(octet_length(${value}) || ':' || ${value}, '-')`;
const fields = (values: readonly string[]): string => values.map(field).join(' || ');
const ms = (moment: string): string => `(extract(epoch from ${moment}) * 1000)::bigint::text`;
const hex = (bytes: string): string => `encode(${bytes}, 'hex')`;
const sha256 = (text: string): string => `sha256(convert_to(${text}, 'UTF8'))`;

/** The hash of an entry. Of what is personal it holds the keyed hash only. */
export const entryHashSql = (e: string): string =>
  sha256(
    fields([
      "'entry'",
      `${e}.org_id`,
      `${e}.id`,
      ms(`${e}.at`),
      `${e}.actor_kind`,
      `${e}.actor_id`,
      `${e}.action`,
      `${e}.target_kind`,
      `${e}.target_id`,
      `${e}.before::text`,
      `${e}.after::text`,
      `${e}.request_id`,
      hex(`${e}.detail_hash`),
    ]),
  );

/** What an entry adds to the text of its block. */
export const placeTextSql = (id: string, hash: string): string => fields([id, hex(hash)]);

export type BlockColumns = { orgId: string; number: string; previousHash: string; sealedAt: string; places: string };

export const blockHashSql = ({ orgId, number, previousHash, sealedAt, places }: BlockColumns): string =>
  sha256(`${fields(["'block'", orgId, `${number}::text`, hex(previousHash), ms(sealedAt)])} || ${places}`);

/** Before an organisation's first block. */
export const genesisSql = (orgId: string): string => sha256(orgId);
