import { holdLock, type Lock } from '../installation/hold-lock.ts';
import type { Paths } from '../installation/paths.ts';
import { liveRun } from '../installation/run-file.ts';
import { Refusal } from '../refusal.ts';
import { until } from '../until.ts';

/** As long as a shutdown may take, and a little more. */
const WITHIN_MS = 45_000;

/** Stops the Parley of this clone, if one runs, and keeps another from starting until the lock is released. */
export async function stopRunning(paths: Paths): Promise<{ lock: Lock; stopped: boolean }> {
  const run = liveRun(paths.run);
  if (run) process.kill(run.launcher.pid, 'SIGTERM');
  let lock: Lock | null = null;
  await until(() => {
    lock ??= holdLock(paths.lock);
    return lock !== null;
  }, WITHIN_MS);
  if (!lock) throw new Refusal('The Parley that runs here does not stop. End it in its terminal, then try again.');
  return { lock, stopped: run !== null };
}
