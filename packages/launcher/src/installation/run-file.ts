import { readFileSync, rmSync } from 'node:fs';
import { isAlive, type ProcessIdentity } from './process-identity.ts';
import { writeJson } from './write-atomically.ts';

/** What runs in this clone: for a second `pnpm start`, for `pnpm run doctor`, and to find what a killed launcher left. */
export type Run = {
  launcher: ProcessIdentity;
  startedAt: string;
  mode: 'demo' | 'production' | null;
  /** Where people go: `status page` → address. */
  addresses: Record<string, string>;
  ports: Record<string, number>;
  children: Record<string, ProcessIdentity>;
};

/** The run of a launcher that still lives; what a killed one left behind is none. */
export function liveRun(path: string): Run | null {
  const run = readRun(path);
  return run && isAlive(run.launcher) ? run : null;
}

export function readRun(path: string): Run | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Run;
  } catch {
    // Absent, or of a version that wrote it otherwise: nothing is known of an earlier run.
    return null;
  }
}

export type RunFile = {
  update(change: Partial<Run>): void;
  childIs(name: string, identity: ProcessIdentity): void;
  remove(): void;
};

export function openRunFile(path: string, first: Run): RunFile {
  let run = first;
  const update = (change: Partial<Run>) => {
    run = { ...run, ...change };
    writeJson(path, run);
  };
  update({});
  return {
    update,
    childIs: (name, identity) => update({ children: { ...run.children, [name]: identity } }),
    remove: () => rmSync(path, { force: true }),
  };
}
