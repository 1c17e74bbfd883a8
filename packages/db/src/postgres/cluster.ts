import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Account } from './account.ts';

export const OWNER = 'parley_owner';
export const HOST = '127.0.0.1';

/** A database folder, the programs that serve it, and the account they run as. */
export type Cluster = {
  home: string;
  dataPath: string;
  logPath: string;
  binDir: string;
  account: Account;
  durable: boolean;
};

export const dataPathOf = (home: string) => path.join(home, 'cluster/data');
const passwordPathOf = (home: string) => path.join(home, 'cluster/password');

export function ownerUrl(home: string, port: number, database: string): string {
  const password = readFileSync(passwordPathOf(home), 'utf8').trim();
  return `postgresql://${OWNER}:${password}@${HOST}:${port}/${database}`;
}

/** Options for spawn. Nothing of our own environment reaches the server: a stray PGPORT would change what it does. */
export const asAccount = ({ uid, gid, switched }: Account) => ({
  cwd: '/',
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  ...(switched ? { uid, gid } : {}),
});
