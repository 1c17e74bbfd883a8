import type { Logger } from '@parley/telemetry/logger';

export type RunningService = {
  /** Ends intake, lets finish what runs, gives back what is held. */
  stop(reason: string): Promise<void>;
};

const STOP_DEADLINE_MS = 12_000;

/**
 * A process's life: it starts, and it stops in order on SIGTERM, SIGINT, or when the launcher that began it is gone. An
 * error that nobody caught ends it too, because a process in an unknown state should not go on.
 */
export async function runService(log: Logger, start: () => Promise<RunningService>): Promise<void> {
  let stopping = false;
  const service = await start().catch((error: unknown) => {
    log.fatal({ err: error }, 'could not start');
    return leave(1);
  });

  const stop = (reason: string, code: number): void => {
    if (stopping) return;
    stopping = true;
    const deadline = setTimeout(() => leave(code || 1), STOP_DEADLINE_MS);
    deadline.unref();
    service.stop(reason).then(
      () => leave(code),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        leave(code || 1);
      },
    );
  };

  process.on('SIGTERM', () => stop('SIGTERM', 0));
  process.on('SIGINT', () => stop('SIGINT', 0));
  // Only a child of the launcher has this channel: when it closes, the launcher has died without a word.
  process.on('disconnect', () => stop('launcher_gone', 0));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught error');
    stop('uncaught_error', 1);
  });
}

function leave(code: number): never {
  process.exit(code);
}
