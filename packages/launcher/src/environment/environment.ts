import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export type Variables = Record<string, string | undefined>;

export type Environment = {
  /** The process's own variables over those of `.env`. */
  all: Variables;
  /** Where a value comes from. */
  sourceOf(name: string): 'environment' | '.env' | null;
  /** The value, or undefined when absent or empty: an empty line of a template is not a value. */
  read(name: string): string | undefined;
};

/** The launcher's only reader of `process.env`. */
export function readEnvironment(root: string, own: Variables = process.env): Environment {
  const path = join(root, '.env');
  const file: Variables = existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
  const all = { ...file, ...own };
  return {
    all,
    sourceOf: (name) => (own[name] ? 'environment' : file[name] && own[name] === undefined ? '.env' : null),
    read: (name) => all[name] || undefined,
  };
}
