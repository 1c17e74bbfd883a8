import { InvalidEnv } from '@parley/shared/env';
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
  let service: RunningService | null = null;
  let stopping = false;

  const stop = (reason: string, code: number): void => {
    // Before it is up there is nothing to end in order.
    if (!service) leave(code);
    if (stopping) return;
    stopping = true;
    setTimeout(() => leave(code || 1), STOP_DEADLINE_MS).unref();
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

  try {
    service = await start();
  } catch (error) {
    sayWhy(log, error);
    leave(1);
  }
}

/** A wrong configuration is told to people, in words; everything else with its stack. */
function sayWhy(log: Logger, error: unknown): void {
  const wrongEnv = error instanceof InvalidEnv;
  if (wrongEnv) console.error(error.message);
  log.fatal({ err: wrongEnv ? { message: error.message } : error }, 'could not start');
}

function leave(code: number): never {
  process.exit(code);
}
