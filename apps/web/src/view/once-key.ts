export type OnceKey = { for: (asked: string) => { key: string; at: number } };

/**
 * An Idempotency-Key that lasts as long as the same is asked for: sent again after an answer that was lost, nothing is made
 * twice. `at` is the moment it was first asked for, so that what depends on time is sent again unchanged.
 */
export function createOnceKey(randomBytes: (size: number) => Uint8Array, now: () => number): OnceKey {
  let last: { asked: string; key: string; at: number } | null = null;
  return {
    for(asked) {
      if (last?.asked !== asked) {
        const key = Array.from(randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
        last = { asked, key, at: now() };
      }
      return last;
    },
  };
}
