import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ParleyError } from '@parley/shared/errors';
import type { Keyring } from './keyring.ts';

/** Where a sealed text stands. It is bound into it: moved to another row, column or organisation, it does not open. */
export type SealedPlace = { orgId: string; table: string; column: string; id: string };

const CIPHER = 'aes-256-gcm';
const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

// A list in JSON, because its parts cannot run into one another: no two places give the same bytes.
const bindingOf = ({ orgId, table, column, id }: SealedPlace) =>
  Buffer.from(JSON.stringify([VERSION, orgId, table, column, id]));

/** `v1.<key id>.<nonce>.<ciphertext and tag>`, for a text column. */
export function sealSecret(keyring: Keyring, place: SealedPlace, text: string): string {
  // Never an argument: a nonce that comes twice under one key gives the key away.
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyring.current.key, nonce).setAAD(bindingOf(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, keyring.current.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
}

export function openSecret(keyring: Keyring, place: SealedPlace, stored: string): string {
  const { keyId, nonce, sealed } = partsOf(stored);
  const held = [keyring.current, ...keyring.older].find(({ id }) => id === keyId);
  if (!held) throw unreadable(`its key ${keyId} is not held here`);
  try {
    const decipher = createDecipheriv(CIPHER, held.key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(bindingOf(place))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw unreadable('it was altered, or belongs to another row', cause);
  }
}

/** Which key a text was sealed with. */
export const keyIdOf = (stored: string): string => partsOf(stored).keyId;

function partsOf(stored: string): { keyId: string; nonce: Buffer; sealed: Buffer } {
  const [version, keyId, nonce, sealed, ...more] = stored.split('.');
  if (version !== VERSION || !keyId || !nonce || !sealed || more.length > 0) throw unreadable('it has another form');
  return { keyId, nonce: Buffer.from(nonce, 'base64url'), sealed: Buffer.from(sealed, 'base64url') };
}

const unreadable = (why: string, cause?: unknown) =>
  new ParleyError(
    'conflict',
    'secret_unreadable',
    `A stored secret cannot be opened: ${why}. Enter it anew; after a change of PARLEY_SECRET, put the earlier one into PARLEY_OLD_SECRETS.`,
    { cause },
  );
