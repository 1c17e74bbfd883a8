import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTempDir } from '../postgres/test-server.ts';
import { generateClient } from './generate.ts';
import { PRISMA_DIR, schemaPathIn } from './migration-files.ts';

let packageDir: string;
let prismaDir: string;
beforeEach(() => {
  packageDir = openTempDir();
  prismaDir = path.join(packageDir, 'prisma');
  mkdirSync(prismaDir);
  cpSync(schemaPathIn(PRISMA_DIR), schemaPathIn(prismaDir));
  symlinkSync(path.join(PRISMA_DIR, '../node_modules'), path.join(packageDir, 'node_modules'));
  writeFileSync(path.join(packageDir, 'package.json'), '{ "type": "module" }');
});
afterEach(() => rmSync(packageDir, { recursive: true }));

test('the client is made once, runs under plain Node, and is made again when the schema changes', async () => {
  expect(await generateClient({ prismaDir })).toBe('generated');
  expect(await generateClient({ prismaDir })).toBe('unchanged');
  const script = `
    const { PrismaClient } = await import('./src/generated/prisma/client.ts');
    const { PrismaPg } = await import('@prisma/adapter-pg');
    const prisma = new PrismaClient({ adapter: new PrismaPg('postgresql://nobody@127.0.0.1:1/none') });
    console.log(typeof prisma.organisation.findMany);`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: packageDir,
    encoding: 'utf8',
  });
  expect(said.trim()).toBe('function');

  writeFileSync(schemaPathIn(prismaDir), '\n// changed\n', { flag: 'a' });
  expect(await generateClient({ prismaDir })).toBe('generated');
}, 60_000);

test('a schema that is wrong is refused with its line', async () => {
  writeFileSync(schemaPathIn(prismaDir), '\nmodel Broken { id Strin @id }\n', { flag: 'a' });
  await expect(generateClient({ prismaDir })).rejects.toThrow(/could not be generated[\s\S]*Strin/);
});
