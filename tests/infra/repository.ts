import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export const readText = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

export type Manifest = {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

export const readManifest = (folder: string): Manifest => JSON.parse(readText(`${folder}/package.json`)) as Manifest;

/** Package name → folder, of all that is in the workspace's apps and packages. */
export const folderOf: ReadonlyMap<string, string> = new Map(
  ['apps', 'packages']
    .flatMap((parent) => readdirSync(path.join(ROOT, parent)).map((name) => `${parent}/${name}`))
    .map((folder) => [readManifest(folder).name, folder]),
);

/** The folders of a package and of every workspace package that it needs at run time. */
export function closureOf(folder: string, seen = new Set<string>()): Set<string> {
  if (seen.has(folder)) return seen;
  seen.add(folder);
  for (const name of Object.keys(readManifest(folder).dependencies ?? {})) {
    const needed = folderOf.get(name);
    if (needed) closureOf(needed, seen);
  }
  return seen;
}
