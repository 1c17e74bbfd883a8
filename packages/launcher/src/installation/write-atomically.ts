import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whole or not at all, whenever the process dies. */
export function writeAtomically(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode });
  renameSync(draft, path);
}

export const writeJson = (path: string, value: unknown, mode?: number): void =>
  writeAtomically(path, `${JSON.stringify(value, null, 2)}\n`, mode);
