import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './write-atomically.ts';

/** Remembers from what a thing was last made, so that it is made again only when that changes. */
export type Stamp = { isFresh(digest: string): boolean; set(digest: string): void; clear(): void };

export function openStamp(folder: string, name: string): Stamp {
  const path = join(folder, name);
  return {
    isFresh: (digest) => readOrNull(path) === digest,
    set: (digest) => writeAtomically(path, digest),
    clear: () => rmSync(path, { force: true }),
  };
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
