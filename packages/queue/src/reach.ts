import type { Logger } from '@parley/telemetry/logger';
import { settledWithin } from './settled-within.ts';

export type Reach = {
  isUp(): boolean;
  /** Something asked the store and did not get an answer. */
  failed(error: unknown): void;
  /** Something failed, perhaps for a reason of its own: asks the store before believing that it is away. */
  doubt(error: unknown): void;
  stop(): void;
};

export type ReachOptions = {
  /** Connects if need be, and asks the store for a sign of life. */
  attempt(): Promise<void>;
  /** After each silence, also the first. */
  onUp?(): void;
  log: Logger;
  /** What is reached, for the log. */
  what: string;
  random?: () => number;
};

const ATTEMPT_MS = 3_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2_000;

/**
 * Whether a store can be reached. Tries at once, then again with growing pauses until it answers; says in the log once
 * that it went away and once that it is back.
 */
export function watchReach({ attempt, onUp, log, what, random = Math.random }: ReachOptions): Reach {
  let state: 'new' | 'up' | 'away' | 'stopped' = 'new';
  let probing = false;
  let retryMs = FIRST_RETRY_MS;
  let timer: NodeJS.Timeout | undefined;

  function cameUp() {
    if (state === 'away') log.info({ what }, 'reached again');
    state = 'up';
    retryMs = FIRST_RETRY_MS;
    onUp?.();
  }

  function failed(error: unknown) {
    if (state === 'stopped') return;
    if (state !== 'away') log.warn({ what, err: error }, 'out of reach; trying again until it answers');
    state = 'away';
    retryLater();
  }

  function retryLater() {
    if (probing || timer) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        void probe();
      },
      retryMs * (0.5 + random() / 2),
    );
    timer.unref();
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }

  async function probe() {
    probing = true;
    const error = await answer(attempt);
    probing = false;
    if (state === 'stopped') return;
    if (error) failed(error);
    else cameUp();
  }

  async function doubt(error: unknown) {
    if (state !== 'up' || probing) return;
    probing = true;
    const silence = await answer(attempt);
    probing = false;
    if (silence) failed(silence);
    else log.warn({ what, err: error }, 'an operation failed');
  }

  void probe();
  return {
    isUp: () => state === 'up',
    failed,
    doubt: (error) => void doubt(error),
    stop() {
      state = 'stopped';
      clearTimeout(timer);
    },
  };
}

/** Null, or why there was no answer in time. */
async function answer(attempt: () => Promise<void>): Promise<Error | null> {
  let error: Error | null = null;
  const asked = attempt().catch((reason: unknown) => {
    error = reason instanceof Error ? reason : new Error(String(reason));
  });
  const answered = await settledWithin(ATTEMPT_MS, asked);
  return answered ? error : new Error(`no answer within ${ATTEMPT_MS} ms`);
}
