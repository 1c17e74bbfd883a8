import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@parley/telemetry/logger';

/** Takes what is due out of Postgres and carries it, so many at once, in slots that are nobody else's. */
export type Courier = {
  /** Takes while there is room and more is due; what it takes is carried behind its back. */
  take(): Promise<void>;
  /** Takes nothing more and lets what is under way arrive; then breaks it off, for another process to take up later. */
  stop(graceMs: number): Promise<void>;
};

export type CourierOptions<T> = {
  what: string;
  slots: number;
  claim: (limit: number) => Promise<T[]>;
  carry: (item: T, signal: AbortSignal) => Promise<void>;
  log: Logger;
};

export function createCourier<T>({ what, slots, claim, carry, log }: CourierOptions<T>): Courier {
  const carrying = new Set<Promise<void>>();
  const breaking = new AbortController();
  let open = true;
  let taking: Promise<void> | null = null;
  let lookAgain = false;

  const mayTake = () => open && lookAgain && carrying.size < slots;

  function take(): Promise<void> {
    lookAgain = true;
    taking ??= takeWhileDue().finally(() => {
      taking = null;
    });
    return taking;
  }

  async function takeWhileDue(): Promise<void> {
    while (mayTake()) {
      lookAgain = false;
      const items = await claim(slots - carrying.size);
      for (const item of items) start(item);
      lookAgain ||= items.length > 0;
    }
  }

  function start(item: T): void {
    const done = carry(item, breaking.signal)
      .catch((error: unknown) => log.error({ what, err: error }, 'could not be carried; it is due again later'))
      .finally(() => {
        carrying.delete(done);
        // A slot is free: whatever waited for it goes now and not with the next sweep.
        if (open) take().catch((error: unknown) => log.warn({ what, err: error }, 'could not be taken'));
      });
    carrying.add(done);
  }

  return {
    take,
    async stop(graceMs) {
      open = false;
      await taking?.catch(() => {});
      await Promise.race([Promise.all(carrying), pause(graceMs, undefined, { ref: false })]);
      breaking.abort(new Error('the worker stops'));
    },
  };
}
