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
  let asked: Promise<void> | null = null;

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
    // The probe under way decides, and comes back here if need be.
    if (!probing) retryLater();
  }

  function retryLater() {
    if (timer) return;
    timer = setTimeout(retry, retryMs * (0.5 + random() / 2)).unref();
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }

  function retry() {
    timer = undefined;
    void probe();
  }

  async function probe(doubted?: unknown) {
    if (probing) return;
    probing = true;
    const silence = await answerOf(ask());
    probing = false;
    if (state === 'stopped') return;
    if (silence) failed(silence);
    else if (state !== 'up') cameUp();
    else log.warn({ what, err: doubted }, 'an operation failed');
  }

  // What was asked of a silent store stays asked: it answers when it can, and questions do not pile up.
  function ask(): Promise<void> {
    asked ??= attempt().finally(() => {
      asked = null;
    });
    return asked;
  }

  void probe();
  return {
    isUp: () => state === 'up',
    failed,
    doubt(error) {
      if (state === 'up') void probe(error);
    },
    stop() {
      state = 'stopped';
      clearTimeout(timer);
    },
  };
}

/** Null, or why there was no answer in time. */
async function answerOf(asked: Promise<void>): Promise<Error | null> {
  let error: Error | null = null;
  const answered = asked.catch((reason: unknown) => {
    error = reason instanceof Error ? reason : new Error(String(reason));
  });
  return (await settledWithin(ATTEMPT_MS, answered)) ? error : new Error(`no answer within ${ATTEMPT_MS} ms`);
}
