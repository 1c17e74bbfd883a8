export type Taken = { allowed: boolean; remaining: number; resetSeconds: number };

/** Calls with one key in one window; `window` numbers the windows since 1970. */
export type Calls = { window: number; key: string; calls: number };

export type SlidingWindow = {
  take(key: string, quota: number): Taken;
  /** What others should hear of: keys that have used enough of their quota here, with the calls not told of yet. */
  untold(most: number): Calls[];
  /** They were told; this is what all together counted, these calls included. */
  learn(told: readonly Calls[], together: readonly Calls[]): void;
};

export type SlidingWindowOptions = {
  windowMs: number;
  now: () => number;
  /** So many keys are counted one by one in a window; what comes beyond shares one count, and memory stays bounded. */
  maxKeys: number;
};

const SHARED = '';

/** Whoever has used less than this part of a quota here is not told of: most callers cost no statement at all. */
const TOLD_FROM = 1 / 8;

type Count = { own: number; told: number; others: number };

/** `untold`: the keys among them that others should hear of, so that nobody has to look through all. */
type Window = { counts: Map<string, Count>; untold: Set<string> };

const NONE: Count = { own: 0, told: 0, others: 0 };

const newWindow = (): Window => ({ counts: new Map(), untold: new Set() });

/**
 * Counts calls over the last window: those of this window, and of the one before the share that still lies within reach.
 * Two maps, so that what is old is forgotten as a whole. It lives in this process and needs no store; what other processes
 * counted is added when it is learnt.
 */
export function createSlidingWindow({ windowMs, now, maxKeys }: SlidingWindowOptions): SlidingWindow {
  let number = Math.floor(now() / windowMs);
  let before = newWindow();
  let current = newWindow();

  function turnTo(at: number): void {
    const next = Math.floor(at / windowMs);
    if (next <= number) return;
    before = next === number + 1 ? current : newWindow();
    current = newWindow();
    number = next;
  }

  const windowOf = (wanted: number) => (wanted === number ? current : wanted === number - 1 ? before : null);

  return {
    take(wanted, quota) {
      const at = now();
      turnTo(at);
      const key = current.counts.has(wanted) || current.counts.size < maxKeys ? wanted : SHARED;
      const gone = Math.min(1, Math.max(0, at / windowMs - number));
      const counted = current.counts.get(key) ?? NONE;
      const used = { before: sum(before.counts.get(key) ?? NONE), current: sum(counted) };
      const count = used.before * (1 - gone) + used.current;
      if (count + 1 > quota) return { allowed: false, remaining: 0, resetSeconds: seconds(waitFor(used, quota, gone)) };
      current.counts.set(key, { ...counted, own: counted.own + 1 });
      if (key !== SHARED && counted.own + 1 >= quota * TOLD_FROM) current.untold.add(key);
      return { allowed: true, remaining: Math.floor(quota - count - 1), resetSeconds: seconds(2 - gone) };
    },
    untold(most) {
      turnTo(now());
      return [...untoldIn(before, number - 1), ...untoldIn(current, number)].slice(0, most);
    },
    learn(told, together) {
      for (const { window, key, calls } of told) {
        const known = windowOf(window);
        const count = known?.counts.get(key);
        if (!known || !count) continue;
        count.told += calls;
        if (count.told >= count.own) known.untold.delete(key);
      }
      for (const { window, key, calls } of together) {
        const count = windowOf(window)?.counts.get(key);
        if (count) count.others = Math.max(0, calls - count.told);
      }
    },
  };

  function seconds(windows: number): number {
    return Math.max(1, Math.ceil((windows * windowMs) / 1_000));
  }
}

const sum = ({ own, others }: Count): number => own + others;

const untoldIn = ({ counts, untold }: Window, window: number): Calls[] =>
  [...untold].map((key) => {
    const { own, told } = counts.get(key) ?? NONE;
    return { window, key, calls: own - told };
  });

/** How many windows until one more call fits, if no other comes. */
function waitFor(used: { before: number; current: number }, quota: number, gone: number): number {
  const room = quota - 1 - used.current;
  if (room >= 0) return 1 - room / used.before - gone;
  return 1 - gone + 1 - (quota - 1) / used.current;
}
