import type { Logger } from '@parley/telemetry/logger';

/** What goes on after its request was answered. A failure is logged; a stop waits for what runs. */
export type Afterwards = { add(task: Promise<unknown>): void; finished(): Promise<void> };

export function createAfterwards(log: Logger): Afterwards {
  const running = new Set<Promise<unknown>>();
  return {
    add(task) {
      const watched = task
        .catch((error: unknown) => log.error({ err: error }, 'a letter could not be sent'))
        .finally(() => running.delete(watched));
      running.add(watched);
    },
    finished: () => Promise.all(running).then(() => {}),
  };
}
