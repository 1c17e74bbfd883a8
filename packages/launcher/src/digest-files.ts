import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const NOT_SOURCES = new Set(['node_modules', '.next', 'generated', 'dist']);

/** One digest over the contents of files and folders (tests apart): the same sources give the same digest, whenever written. */
export function digestFiles(root: string, paths: readonly string[]): string {
  const files = paths.flatMap((path) => filesIn(join(root, path))).sort();
  const lines = files.map((file) => `${relative(root, file)} ${hash('sha1', readFileSync(file))}`);
  return hash('sha1', lines.join('\n'));
}

function filesIn(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_SOURCES.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) return [];
    const child = join(path, entry.name);
    return entry.isDirectory() ? filesIn(child) : entry.isFile() ? [child] : [];
  });
}
