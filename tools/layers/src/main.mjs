import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { checkLayers } from './check.mjs';
import { placed } from './rules.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const files = await readdir(root, { recursive: true, withFileTypes: true });
const ours = files.filter(
  ({ name, parentPath }) =>
    /\.tsx?$/.test(name) &&
    /\/(packages|apps)\/[^/]+\/src(\/|$)/.test(parentPath) &&
    !/\/(node_modules|generated|\.next|dist)(\/|$)/.test(parentPath),
).length;
const { violations, modules } = await checkLayers(root, ['packages', 'apps']);

// A resolver that reads nothing would find nothing wrong.
if (modules < ours * 0.95) violations.push(`only ${modules} of ${ours} modules were read: the check itself is broken`);
for (const group of ['packages', 'apps']) {
  for (const name of await readdir(`${root}${group}`)) {
    if (!placed.has(`${group}/${name}`))
      violations.push(`${group}/${name} stands in no level: give it one in rules.mjs`);
  }
}
for (const violation of violations) console.error(violation);
console.log(
  violations.length === 0
    ? `${modules} modules, every import from a lower level, no cycle`
    : `${violations.length} violations`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
