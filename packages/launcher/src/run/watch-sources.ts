import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { House } from './house.ts';
import { type ServerName, touchedBy } from './touched-by.ts';

/** Editors write a file in several steps, and a checkout writes many files. */
const SETTLED_MS = 120;

/** Starts the processes anew whose sources change. Pages are not among them: Next sees to those itself. */
export function watchSources(house: House): void {
  const { paths, terminal, phases, family, stop } = house;
  const touched = new Set<ServerName>();
  let settled: NodeJS.Timeout | null = null;

  const renew = () => {
    const names = [...touched].filter((name) => family.names().includes(name));
    touched.clear();
    if (names.length > 0) phases.note(` ${terminal.paint('cyan', '↻')} ${names.join(', ')}`);
    for (const name of names) family.renew(name);
  };
  const onChange = (folder: string, file: string | null) => {
    for (const name of touchedBy(join(folder, file ?? ''))) touched.add(name);
    if (settled) clearTimeout(settled);
    settled = setTimeout(renew, SETTLED_MS);
  };
  // The sources alone: below node_modules and .next lie thousands of folders, each a watch of its own.
  const watchers = sourceFolders(paths.root).map((folder) =>
    watch(join(paths.root, folder), { recursive: true }, (_event, file) => onChange(folder, file)),
  );
  stop.signal.addEventListener('abort', () => {
    for (const watcher of watchers) watcher.close();
    if (settled) clearTimeout(settled);
  });
}

const sourceFolders = (root: string): string[] =>
  ['apps', 'packages']
    .flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(kind, name, 'src')))
    .filter((folder) => existsSync(join(root, folder)));
