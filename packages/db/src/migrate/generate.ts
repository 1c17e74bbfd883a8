import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { PRISMA_DIR, schemaPathIn } from './migration-files.ts';

const run = promisify(execFile);

/** Makes the typed client from schema.prisma, offline; does nothing when neither the schema nor Prisma has changed. */
export async function generateClient({ prismaDir = PRISMA_DIR } = {}): Promise<'generated' | 'unchanged'> {
  const cli = findPrisma();
  const generated = path.join(prismaDir, '../src/generated');
  const stampPath = path.join(generated, 'stamp');
  const stamp = createHash('sha256')
    .update(cli.version)
    .update(readFileSync(schemaPathIn(prismaDir)))
    .digest('hex');
  const isThere = existsSync(path.join(generated, 'prisma/client.ts')) && existsSync(stampPath);
  if (isThere && readFileSync(stampPath, 'utf8') === stamp) return 'unchanged';
  await runGenerate(cli.entry, prismaDir);
  await writeFile(stampPath, stamp);
  return 'generated';
}

async function runGenerate(entry: string, prismaDir: string): Promise<void> {
  try {
    await run(process.execPath, [entry, 'generate', '--schema', schemaPathIn(prismaDir)], {
      cwd: path.dirname(prismaDir),
      env: {
        PATH: path.dirname(process.execPath),
        CHECKPOINT_DISABLE: '1',
        // The tool wants an engine before it does anything, would download one, and does not use it to generate.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      },
    });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`The Prisma client could not be generated:\n${stderr?.trim() || message}`, { cause: error });
  }
}

/** Found, not imported: a quarter of a gigabyte that only this needs, and that no image carries. */
function findPrisma(): { entry: string; version: string } {
  const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return { entry: path.join(path.dirname(manifest), 'build/index.js'), version };
}
