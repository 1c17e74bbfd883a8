import { isServerOf } from './pid-file.ts';
import { until } from './until.ts';

const FAST_MS = 20_000;
const IMMEDIATE_MS = 10_000;

/** Fast shutdown: sessions are ended, everything is written. Immediate only when that hangs; the next start recovers. */
export async function stopServer(dataPath: string, pid: number): Promise<void> {
  if (await signalAndWait(dataPath, pid, 'SIGINT', FAST_MS)) return;
  if (await signalAndWait(dataPath, pid, 'SIGQUIT', IMMEDIATE_MS)) return;
  throw new Error(`Postgres (pid ${pid}) does not stop.`);
}

async function signalAndWait(dataPath: string, pid: number, signal: NodeJS.Signals, ms: number): Promise<boolean> {
  if (!isServerOf(dataPath, pid)) return true;
  process.kill(pid, signal);
  return (await until(() => (isServerOf(dataPath, pid) ? null : true), ms)) === true;
}
