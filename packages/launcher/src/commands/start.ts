import { describeError } from '../describe-error.ts';
import { readEnvironment } from '../environment/environment.ts';
import { holdLock } from '../installation/hold-lock.ts';
import { pathsOf, repoRoot } from '../installation/paths.ts';
import { readRun } from '../installation/run-file.ts';
import { sayAlreadyRunning } from '../run/already-running.ts';
import { bringUp } from '../run/bring-up.ts';
import { greet } from '../run/greet.ts';
import { type House, openHouse } from '../run/house.ts';
import { shutDown } from '../run/shut-down.ts';
import { listenForStop } from '../run/stop-request.ts';
import { watchSources } from '../run/watch-sources.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';

const ASKED_BY_PEOPLE = new Set<unknown>(['SIGINT', 'SIGTERM', 'SIGHUP']);

/** `pnpm start`, and with --watch `pnpm dev`: brings everything up, and stays until asked to stop. */
export async function main(args: string[]): Promise<number> {
  const paths = pathsOf(repoRoot);
  const environment = readEnvironment(repoRoot);
  const terminal = openTerminal(process.stdout, environment.all);
  const lock = holdLock(paths.lock);
  if (!lock) {
    sayAlreadyRunning(terminal, readRun(paths.run));
    return 0;
  }
  let house: House | null = null;
  const stop = listenForStop(
    () => {
      house?.family.kill();
      process.exit(1);
    },
    () => performance.now(),
  );
  terminal.write(`\n${terminal.paint('bold', 'Parley')}\n\n`);
  try {
    house = await openHouse({ paths, environment, terminal, stop, watch: args.includes('--watch') });
    await stay(house);
  } catch (error) {
    if (!stop.signal.aborted) sayFailed(terminal, house, error);
    stop.ask('failed');
  }
  if (house) await shutDown(house);
  stop.dispose();
  lock.release();
  return ASKED_BY_PEOPLE.has(stop.signal.reason) ? 0 : 1;
}

function sayFailed(terminal: Terminal, house: House | null, error: unknown): void {
  house?.phases.close();
  terminal.write(`\n${terminal.paint('red', 'Parley cannot start.')}\n${describeError(error)}\n\n`);
}

async function stay(house: House): Promise<void> {
  const running = bringUp(house).then((facts) => greet(house, facts));
  // After a stop nobody waits for it any more.
  running.catch(() => {});
  await Promise.race([running, house.stop.asked]);
  if (house.watch) watchSources(house);
  await house.stop.asked;
}
