import { readFileSync, readlinkSync, realpathSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const EMPTY_FOR_MS = 2_000;

export type PidFile = { pid: number; port: number; ready: boolean };

/** postmaster.pid, line by line: pid, data folder, start time, port, socket folder, address, shared memory, status. */
export function readPidFile(dataPath: string): PidFile | null {
  let lines: string[];
  try {
    lines = readFileSync(path.join(dataPath, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!(pid > 0)) return null;
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' };
}

/** A server writes its file at once; one that stays empty was left by a crash of the machine, and Postgres would wait for ever. */
export function dropEmptyPidFile(dataPath: string): void {
  const file = path.join(dataPath, 'postmaster.pid');
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.size === 0 && Date.now() - stats.mtimeMs > EMPTY_FOR_MS) rmSync(file, { force: true });
}

/** Is it a server of this folder that runs under the pid, or did the system give the number to a stranger (or to nobody)? */
export function isServerOf(dataPath: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    // A server works from within its data folder. A dead process that nobody has waited for has no folder.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataPath);
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
