import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from './account.ts';
import { dataPathOf } from './cluster.ts';
import { PostgresUnavailable } from './postgres-unavailable.ts';
import { canReach } from './reach.ts';

const POINTER = 'location.json';

type Pointer = { home: string; of: string };

/**
 * Where the cluster lives: in `dataDir` itself, or, when the server's account cannot get there (a clone below a folder
 * of mode 700), in a folder of its own elsewhere that a pointer file in `dataDir` names.
 */
export function existingHome(dataDir: string): string {
  const file = path.join(dataDir, POINTER);
  if (!existsSync(file)) return dataDir;
  const pointer = JSON.parse(readFileSync(file, 'utf8')) as Pointer;
  // A clone that was copied, pointer and all, gets a database of its own; one that was moved keeps what it had.
  const isCopy = pointer.of !== realpathSync(dataDir) && existsSync(pointer.of);
  return isCopy || !existsSync(pointer.home) ? dataDir : pointer.home;
}

export function openHome(dataDir: string, account: Account): string {
  const current = existingHome(dataDir);
  if (canReach(dataPathOf(current), account)) return current;
  if (existsSync(dataPathOf(current))) {
    throw new PostgresUnavailable(
      `The account that runs Postgres (uid ${account.uid}) can no longer reach ${dataPathOf(current)}: open the folders above it, for example with chmod o+x.`,
    );
  }
  const home = makeReachableFolder(account);
  writePointer(dataDir, home);
  return home;
}

function makeReachableFolder(account: Account): string {
  const bases = account.switched
    ? ['/var/lib/parley', '/var/tmp', '/tmp']
    : [`${homedir()}/.local/share/parley`, tmpdir()];
  for (const base of bases) {
    const home = tryMakeFolder(base);
    if (home && canReach(dataPathOf(home), account)) return home;
  }
  throw new PostgresUnavailable(
    `None of ${bases.join(', ')} can hold a database that the account (uid ${account.uid}) can reach.`,
  );
}

// The name is random: in a shared folder nobody can have laid it out before us.
function tryMakeFolder(base: string): string | null {
  try {
    if (!existsSync(base)) {
      mkdirSync(base, { recursive: true });
      chmodSync(base, 0o755);
    }
    const home = mkdtempSync(path.join(base, 'parley-'));
    chmodSync(home, 0o755);
    return home;
  } catch {
    return null;
  }
}

function writePointer(dataDir: string, home: string): void {
  const pointer = path.join(dataDir, POINTER);
  writeFileSync(`${pointer}.new`, `${JSON.stringify({ home, of: realpathSync(dataDir) } satisfies Pointer)}\n`);
  renameSync(`${pointer}.new`, pointer);
}
