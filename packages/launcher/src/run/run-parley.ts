import { describeError } from '../describe-error.ts';
import { holdLock } from '../installation/hold-lock.ts';
import { readRun } from '../installation/run-file.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { sayAlreadyRunning } from './already-running.ts';
import { bringUp } from './bring-up.ts';
import { greet } from './greet.ts';
import { type House, openHouse } from './house.ts';
import type { RunOptions } from './run-options.ts';
import { shutDown } from './shut-down.ts';
import { listenForStop, type StopRequest } from './stop-request.ts';
import { watchSources } from './watch-sources.ts';

const ASKED_BY_PEOPLE = new Set<unknown>(['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Brings everything up, and stays until asked to stop. Returns the exit code. */
export async function runParley(options: RunOptions): Promise<number> {
  const { paths, terminal } = options;
  const lock = holdLock(paths.lock);
  if (!lock) {
    sayAlreadyRunning(terminal, readRun(paths.run));
    return 0;
  }
  const stop = listenForStop(() => performance.now());
  terminal.write(`\n${terminal.paint('bold', 'Parley')}\n\n`);
  await live(options, stop);
  stop.dispose();
  lock.release();
  return ASKED_BY_PEOPLE.has(stop.signal.reason) ? 0 : 1;
}

async function live(options: RunOptions, stop: StopRequest): Promise<void> {
  let house: House | null = null;
  try {
    house = await openHouse({ ...options, stop });
    stop.onForce(house.family.kill);
    await stay(house);
  } catch (error) {
    house?.phases.close();
    if (!stop.signal.aborted) sayFailed(options.terminal, error);
    stop.ask('failed');
  }
  if (house) await shutDown(house);
}

async function stay(house: House): Promise<void> {
  const running = bringUp(house).then((facts) => greet(house, facts));
  // After a stop nobody waits for it any more.
  running.catch(() => {});
  await Promise.race([running, house.stop.asked]);
  if (house.watch) watchSources(house);
  await house.stop.asked;
}

const sayFailed = (terminal: Terminal, error: unknown): void =>
  terminal.write(`\n${terminal.paint('red', 'Parley cannot start.')}\n${describeError(error)}\n\n`);
