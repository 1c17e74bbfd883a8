import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allVariables } from './configuration/all-variables.ts';
import { markdownTable, withTable } from './configuration/markdown-table.ts';
import { repoRoot } from './installation/paths.ts';

/*
 * The README's configuration table, made from what the processes parse: printed, put in its place with --write, or, with
 * --check, compared with what stands there.
 */

const readme = join(repoRoot, 'README.md');
const table = markdownTable(allVariables());

if (process.argv.includes('--write')) {
  writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), table));
} else if (process.argv.includes('--check')) {
  const page = readFileSync(readme, 'utf8');
  if (withTable(page, table) !== page) {
    console.error(
      'The configuration table of the README is not what the processes read. Run: node packages/launcher/src/config-table.ts --write',
    );
    process.exitCode = 1;
  }
} else {
  console.log(table);
}
