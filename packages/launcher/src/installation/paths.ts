import { join, resolve } from 'node:path';

/** This clone's folder. */
export const repoRoot = resolve(import.meta.dirname, '../../../..');

export type Paths = {
  root: string;
  /** Everything that this installation makes for itself; git ignores it, `pnpm reset` removes it. */
  state: string;
  secrets: string;
  run: string;
  lock: string;
  logs: string;
  compileCache: string;
  postgres: string;
};

export function pathsOf(root: string, state = join(root, '.parley')): Paths {
  return {
    root,
    state,
    secrets: join(state, 'secrets.json'),
    run: join(state, 'run.json'),
    lock: join(state, 'lock'),
    logs: join(state, 'logs'),
    compileCache: join(state, 'cache/node'),
    postgres: join(state, 'postgres'),
  };
}
