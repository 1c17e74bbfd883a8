import type { Response } from 'express';

/** When an answer that takes its time is over: its caller has gone, the process stops, or the time is up. */
export type Over = { signal: AbortSignal; clear(): void };

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * One controller and one timer, both let go by `clear`: a signal made of a long time-out would be kept, with all that
 * hangs on it, until that time is up.
 */
export function overOf(res: Response, closing: AbortSignal, afterMs: number): Over {
  const controller = new AbortController();
  const end = () => controller.abort();
  const timer = setTimeout(end, Math.min(Math.max(afterMs, 0), LONGEST_TIMER_MS));
  res.once('close', end);
  closing.addEventListener('abort', end, { once: true });
  if (res.closed || closing.aborted) end();
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      res.off('close', end);
      closing.removeEventListener('abort', end);
    },
  };
}
