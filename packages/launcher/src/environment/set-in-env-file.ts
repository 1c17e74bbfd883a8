import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../installation/write-atomically.ts';

const OWNER_ONLY = 0o600;

/** Sets variables in `.env`: where they stand, or at its end. All else in it stays as it is. */
export function setInEnvFile(root: string, values: Record<string, string>): void {
  const path = join(root, '.env');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
  for (const [name, value] of Object.entries(values)) {
    const at = lines.findIndex((line) => new RegExp(`^\\s*(export\\s+)?${name}\\s*=`).test(line));
    lines.splice(at < 0 ? lines.length : at, at < 0 ? 0 : 1, `${name}=${value}`);
  }
  writeAtomically(path, `${lines.join('\n')}\n`, OWNER_ONLY);
}
