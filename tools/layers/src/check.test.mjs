import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkLayers } from './check.mjs';

const folders = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

/** A small workspace with these files, as the rules see the real one. */
async function workspace(files) {
  const root = await mkdtemp(path.join(tmpdir(), 'parley-layers-'));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  return root;
}

const check = async (files) =>
  checkLayers(
    await workspace({ 'apps/web/src/empty.ts': 'export {};', 'packages/shared/src/empty.ts': 'export {};', ...files }),
    ['packages', 'apps'],
  );

const leaf = { 'packages/shared/src/ids.ts': 'export const id: string = "x";' };

test('an import from a lower level is allowed, and both modules are read', async () => {
  const found = await check({
    ...leaf,
    'packages/core/src/verb.ts': "import { id } from '../../shared/src/ids.ts';\nexport const x: string = id;",
  });
  expect(found).toEqual({ violations: [], modules: 4 });
});

test.each([
  ['upwards', 'packages/shared/src/up.ts', '../../core/src/verb.ts', 'packages/shared imports only from lower levels'],
  [
    'only as a type',
    'packages/shared/src/up.ts',
    '../../core/src/verb.ts',
    'packages/shared imports only from lower levels',
  ],
  ['app to app', 'apps/api/src/main.ts', '../../worker/src/main.ts', 'apps/api imports only from lower levels'],
  ['product to testkit', 'packages/core/src/x.ts', '../../testkit/src/street.ts', 'development code stays out'],
  [
    'db/hot from an app',
    'apps/worker/src/x.ts',
    '../../../packages/db/src/hot/claim.ts',
    'only core imports the statements',
  ],
  ['web to core', 'apps/web/src/x.ts', '../../../packages/core/src/verb.ts', 'web is a client'],
  ['a file that is not there', 'packages/core/src/x.ts', './missing.ts', 'every import can be found'],
])('%s is refused', async (how, from, to, rule) => {
  const keyword = how === 'only as a type' ? 'import type' : 'import';
  const target = path.posix.join(path.posix.dirname(from), to);
  const files =
    how === 'a file that is not there' ? {} : { [target]: 'export type A = string;\nexport const a: A = "a";' };
  const found = await check({ ...leaf, ...files, [from]: `${keyword} { A } from '${to}';\nexport type B = A;` });
  expect(found.violations.join('\n')).toContain(rule);
});

test('a cycle is refused, also one of types', async () => {
  const found = await check({
    'packages/core/src/a.ts': "import type { B } from './b.ts';\nexport type A = B | string;",
    'packages/core/src/b.ts': "import type { A } from './a.ts';\nexport type B = A | number;",
  });
  expect(found.violations.join('\n')).toContain('no import cycles');
});
