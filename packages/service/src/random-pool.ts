import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8_192;

/** Cryptographic chance, fetched in large pieces: an id needs sixteen bytes, and asking the kernel for them costs more than the id. */
export function createRandomPool(): (size: number) => Uint8Array {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  return (size) => {
    if (size > POOL_BYTES) return randomFillSync(Buffer.alloc(size));
    if (used + size > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = pool.subarray(used, used + size);
    used += size;
    return bytes;
  };
}
