import { createHmac } from 'node:crypto';
import { forgetCounts, tellCounts } from '@parley/db/limits/tell-counts';
import type { Pool } from '@parley/db/pools';
import { type Sweep, startSweep } from '@parley/queue/sweep';
import type { Logger } from '@parley/telemetry/logger';
import type { Calls, SlidingWindow } from './sliding-window.ts';

/** How long one process may not know of another's calls. */
const TELL_EVERY_MS = 100;

/** So many keys in one statement; the rest in the next. */
const AT_ONCE = 2_000;

/**
 * Tells the other api processes what this one counted, and learns what they did. Beside the requests, never within one: a
 * store that is slow or away costs no caller anything, and each process limits by what it knows. The first failure and the
 * recovery are logged, by the sweep.
 *
 * Postgres also where there is a Redis: told in batches, the counts of a busy api are ten statements a second, and there is
 * one store less to be away.
 */
export function shareLimits(window: SlidingWindow, store: Pool, key: Uint8Array, log: Logger): Sweep {
  let oldest = 0;
  return startSweep({
    everyMs: TELL_EVERY_MS,
    what: 'sharing of rate limits; until then each api counts for itself',
    log,
    async tick() {
      const told = window.untold(AT_ONCE);
      if (told.length === 0) return;
      await tell(window, store, key, told);
      const newest = Math.max(...told.map((calls) => calls.window));
      if (newest - 1 > oldest) await forgetCounts(store, newest - 1);
      oldest = newest - 1;
    },
  });
}

async function tell(window: SlidingWindow, store: Pool, key: Uint8Array, told: readonly Calls[]): Promise<void> {
  // Keys name addresses and accounts: what is stored says nothing of them without the installation's secret.
  const hashOf = (name: string) => createHmac('sha256', key).update(name).digest('base64url').slice(0, 22);
  const names = new Map(told.map((calls) => [hashOf(calls.key), calls.key]));
  const together = await tellCounts(
    store,
    told.map((calls) => ({ ...calls, key: hashOf(calls.key) })),
  );
  window.learn(
    told,
    together.map((calls) => ({ ...calls, key: names.get(calls.key) ?? '' })),
  );
}
