import type { Logger } from '@parley/telemetry/logger';

export type Sweep = {
  /** No tick begins any more; resolves when the one in progress has ended. */
  stop(): Promise<void>;
};

export type SweepOptions = {
  everyMs: number;
  tick: () => Promise<void>;
  log: Logger;
  /** What is swept, for the log. */
  what?: string;
  random?: () => number;
  /** Runs something later, unless the function it returns is called before. */
  later?: (run: () => void, ms: number) => () => void;
};

/**
 * Runs the tick for ever, one at a time, each pause counted from the end of the tick before. The pauses differ by a
 * fifth, and the first by all of it, so that many processes spread over the second.
 */
export function startSweep({
  everyMs,
  tick,
  log,
  what = 'sweep',
  random = Math.random,
  later = onTimer,
}: SweepOptions): Sweep {
  let stopped = false;
  let inProgress: Promise<void> | null = null;
  let failures = 0;
  let cancel = later(run, everyMs * random());

  function run() {
    inProgress = runTick().then(() => {
      inProgress = null;
      if (!stopped) cancel = later(run, everyMs * (0.8 + 0.4 * random()));
    });
  }

  async function runTick() {
    try {
      await tick();
      if (failures > 0) log.info({ what, failures }, 'sweeping again');
      failures = 0;
    } catch (error) {
      failures += 1;
      // A database that is away fails every tick: its first and last word are enough.
      if (failures === 1) log.error({ what, err: error }, 'a sweep failed; it goes on');
    }
  }

  return {
    async stop() {
      stopped = true;
      cancel();
      await inProgress;
    },
  };
}

function onTimer(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
