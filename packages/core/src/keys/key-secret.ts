import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export type KeyEnvironment = 'live' | 'test';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_BYTES = 32;
// The fewest characters of 62 that hold 256 bits, and 32.
const RANDOM_CHARS = 43;
const CHECK_CHARS = 6;
const HINT_CHARS = 4;
const SHAPE = new RegExp(`^parley_(?:live|test)_[0-9A-Za-z]{${RANDOM_CHARS + CHECK_CHARS}}$`);

function base62(value: bigint, width: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < width; i++) {
    text = ALPHABET.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}

const checksum = (text: string): string => base62(BigInt(crc32(text)), CHECK_CHARS);

/**
 * `parley_live_…`: a prefix that secret scanners know, 256 bits of chance, and a checksum that tells a typo, a cut-off key
 * and an invented one from a real one without asking anybody.
 */
export function makeKeySecret(environment: KeyEnvironment, randomBytes: (size: number) => Uint8Array): string {
  const chance = BigInt(`0x${Buffer.from(randomBytes(RANDOM_BYTES)).toString('hex')}`);
  const body = `parley_${environment}_${base62(chance, RANDOM_CHARS)}`;
  return body + checksum(body);
}

export const isKeySecret = (text: string): boolean =>
  SHAPE.test(text) && checksum(text.slice(0, -CHECK_CHARS)) === text.slice(-CHECK_CHARS);

/** Fast on purpose: there is nothing to guess in 256 bits of chance, and every call of the API pays for it. */
export const hashOfSecret = (secret: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash('sha256').update(secret).digest());

/** The last four characters: they belong to the checksum, so they tell nothing of the secret. */
export const hintOf = (secret: string): string => secret.slice(-HINT_CHARS);
