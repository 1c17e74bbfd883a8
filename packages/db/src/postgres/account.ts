import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { PostgresUnavailable } from './postgres-unavailable.ts';

/** Who runs the server. `switched` is true when we are root and have to become somebody else, because Postgres refuses root. */
export type Account = { uid: number; gid: number; switched: boolean };

const PREFERRED = ['postgres', 'nobody'];

/** `dataPath`: where data may already lie; it stays with the account that made it. */
export function chooseAccount(dataPath: string): Account {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const owner = statSync(dataPath, { throwIfNoEntry: false });
  if (uid !== 0 || process.platform === 'win32') return ourselves({ uid, gid }, owner, dataPath);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, switched: true };
  return { ...unprivilegedAccount(), switched: true };
}

function ourselves(me: { uid: number; gid: number }, owner: { uid: number } | undefined, dataPath: string): Account {
  if (!owner || owner.uid === me.uid) return { ...me, switched: false };
  throw new PostgresUnavailable(
    `The database in ${path.dirname(dataPath)} belongs to another account (uid ${owner.uid}). Start as root or as that account, or remove the folder.`,
  );
}

function unprivilegedAccount(): { uid: number; gid: number } {
  const accounts = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
  for (const name of PREFERRED) {
    const account = accounts.get(name);
    if (account && account.uid > 0) return account;
  }
  throw new PostgresUnavailable(
    'Postgres refuses to run as root, and this system has no account "postgres" or "nobody".',
  );
}
