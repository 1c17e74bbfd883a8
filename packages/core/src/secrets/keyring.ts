import { createHmac } from 'node:crypto';

/** The id names the key without telling anything of it, and stands beside everything that was sealed with it. */
export type SecretKey = { id: string; key: Uint8Array };

/** Seals with the current key, and opens with every one that it holds: so a key can be replaced while rows still need it. */
export type Keyring = { current: SecretKey; older: readonly SecretKey[] };

const ID_CHARS = 12;

const named = (key: Uint8Array): SecretKey => ({
  id: createHmac('sha256', key).update('parley/key-id').digest('hex').slice(0, ID_CHARS),
  key,
});

export const createKeyring = (current: Uint8Array, older: readonly Uint8Array[] = []): Keyring => ({
  current: named(current),
  older: older.map(named),
});
