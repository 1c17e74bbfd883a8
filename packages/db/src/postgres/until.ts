import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;

/** Looks until there is an answer; null when the time is over. */
export async function until<T>(look: () => T | null | Promise<T | null>, withinMs: number): Promise<T | null> {
  const end = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (performance.now() > end) return null;
    await pause(LOOK_EVERY_MS);
  }
}
