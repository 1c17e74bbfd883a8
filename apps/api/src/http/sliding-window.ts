export type Taken = { allowed: boolean; remaining: number; resetSeconds: number };

export type SlidingWindow = { take(key: string, quota: number): Taken };

export type SlidingWindowOptions = {
  windowMs: number;
  now: () => number;
  /** So many keys are counted one by one in a window; what comes beyond shares one count, and memory stays bounded. */
  maxKeys: number;
};

const SHARED = '';

/**
 * Counts calls over the last window: those of this window, and of the one before the share that still lies within reach.
 * Two maps, so that what is old is forgotten as a whole. It lives in this process and needs no store.
 */
export function createSlidingWindow({ windowMs, now, maxKeys }: SlidingWindowOptions): SlidingWindow {
  let number = Math.floor(now() / windowMs);
  let before = new Map<string, number>();
  let current = new Map<string, number>();

  function turnTo(at: number): void {
    const next = Math.floor(at / windowMs);
    if (next <= number) return;
    before = next === number + 1 ? current : new Map();
    current = new Map();
    number = next;
  }

  return {
    take(wanted, quota) {
      const at = now();
      turnTo(at);
      const key = current.has(wanted) || current.size < maxKeys ? wanted : SHARED;
      const gone = Math.min(1, Math.max(0, at / windowMs - number));
      const used = { before: before.get(key) ?? 0, current: current.get(key) ?? 0 };
      const count = used.before * (1 - gone) + used.current;
      if (count + 1 > quota) return { allowed: false, remaining: 0, resetSeconds: seconds(waitFor(used, quota, gone)) };
      current.set(key, used.current + 1);
      return { allowed: true, remaining: Math.floor(quota - count - 1), resetSeconds: seconds(2 - gone) };
    },
  };

  function seconds(windows: number): number {
    return Math.max(1, Math.ceil((windows * windowMs) / 1_000));
  }
}

/** How many windows until one more call fits, if no other comes. */
function waitFor(used: { before: number; current: number }, quota: number, gone: number): number {
  const room = quota - 1 - used.current;
  if (room >= 0) return 1 - room / used.before - gone;
  return 1 - gone + 1 - (quota - 1) / used.current;
}
