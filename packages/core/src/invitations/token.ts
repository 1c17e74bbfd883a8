import { createHash } from 'node:crypto';

export const TOKEN_BYTES = 32;

/** What is kept of a letter's token: it opens nothing, and 256 bits of chance need no salt. */
export const tokenHash = (token: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash('sha256').update(token).digest());
