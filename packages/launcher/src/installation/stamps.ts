import { readFileSync, rmSync } from 'node:fs';
import { writeAtomically } from './write-atomically.ts';

/** Remembers from what a thing was last made. It lies with the thing, so that who removes that removes this. */
export type Stamp = { isFresh(digest: string): boolean; set(digest: string): void; clear(): void };

export function openStamp(path: string): Stamp {
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
