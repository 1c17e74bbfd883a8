import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from './account.ts';
import { PostgresUnavailable } from './postgres-unavailable.ts';
import { canReach } from './reach.ts';

const POINTER = 'location.json';

/**
 * Where the cluster lives: in `dataDir` itself, or, when the server's account cannot get there (a clone below a folder
 * of mode 700), in a folder of its own elsewhere that a pointer file in `dataDir` names.
 */
export function existingHome(dataDir: string): string {
  const pointer = path.join(dataDir, POINTER);
  if (!existsSync(pointer)) return dataDir;
  return (JSON.parse(readFileSync(pointer, 'utf8')) as { home: string }).home;
}

export function openHome(dataDir: string, account: Account): string {
  const current = existingHome(dataDir);
  if (existsSync(path.join(current, 'data')) || (current !== dataDir && existsSync(current))) return current;
  if (canReach(path.join(dataDir, 'data'), account)) return dataDir;
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
    if (home && canReach(path.join(home, 'data'), account)) return home;
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
  writeFileSync(`${pointer}.new`, `${JSON.stringify({ home })}\n`);
  renameSync(`${pointer}.new`, pointer);
}
