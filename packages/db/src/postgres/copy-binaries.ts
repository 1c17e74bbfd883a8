import { chmodSync, constants, cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { finishFolder } from './finish-folder.ts';

/** A copy of the programs that every account can run. Returns its bin folder. */
export function copyBinaries(binaries: { root: string; version: string }, home: string): string {
  const copy = path.join(home, `postgres-${binaries.version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(binaries.root, unfinished, {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      verbatimSymlinks: true, // else the links between libraries would lead back into the closed folder
      filter: (source) => !source.endsWith('.a'),
    });
    openForAll(unfinished);
    finishFolder(unfinished, copy);
  }
  return path.join(copy, 'bin');
}

function openForAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const target = path.join(folder, entry.name);
    if (entry.isDirectory()) openForAll(target);
    else if (entry.isFile()) chmodSync(target, (statSync(target).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
