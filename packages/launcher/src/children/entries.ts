import { join } from 'node:path';
import type { ChildName } from '../environment/ports.ts';

/** Where each process begins. The street is the testkit's: no app imports it, and no image holds it. */
export const ENTRIES: Record<ChildName, { cwd: string; entry: string }> = {
  api: { cwd: 'apps/api', entry: 'src/main.ts' },
  worker: { cwd: 'apps/worker', entry: 'src/main.ts' },
  slackbot: { cwd: 'apps/slackbot', entry: 'src/main.ts' },
  street: { cwd: 'packages/testkit', entry: 'src/street/main.ts' },
  web: { cwd: 'apps/web', entry: 'src/main.ts' },
};

export const entryOf = (root: string, name: ChildName) => {
  const { cwd, entry } = ENTRIES[name];
  return { cwd: join(root, cwd), path: join(root, cwd, entry) };
};
