import { existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import type { Account } from './account.ts';

// initdb hands its own path to a shell between double quotes.
const BREAKS_A_SHELL = /["$`\\\n]/;

/** May the account pass every folder on the way to `target`, and read what is there? */
export function canReach(target: string, account: Account): boolean {
  if (BREAKS_A_SHELL.test(target)) return false;
  if (!account.switched) return true;
  return ancestors(target).every((folder) => allows(statSync(folder), account, 0o1)) && mayRead(target, account);
}

/** The programs, the libraries and the templates: a checkout under umask 077 closes the files as well as the folders. */
export function canRun(root: string, account: Account): boolean {
  const program = path.join(root, 'bin/postgres');
  return canReach(program, account) && allows(statSync(program), account, 0o1) && canReadOneOfEach(root, account);
}

const canReadOneOfEach = (root: string, account: Account) =>
  ['lib', 'share/postgresql'].every((folder) => {
    const [first] = existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)) : [];
    return first !== undefined && canReach(path.join(root, folder, first), account);
  });

const mayRead = (target: string, account: Account) => {
  const stats = statSync(target, { throwIfNoEntry: false });
  return stats === undefined || allows(stats, account, stats.isDirectory() ? 0o5 : 0o4);
};

/** Existing folders above the target; one that is still to be made will be made open. */
function ancestors(target: string): string[] {
  const parent = path.dirname(target);
  const above = parent === target ? [] : ancestors(parent);
  return existsSync(parent) && parent !== target ? [...above, parent] : above;
}

function allows(stats: Stats, account: Account, bits: number): boolean {
  const shift = stats.uid === account.uid ? 6 : stats.gid === account.gid ? 3 : 0;
  return (stats.mode & (bits << shift)) === bits << shift;
}
