import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMissingDatabases } from './databases.ts';
import { removeEmbedded, startEmbedded } from './embedded.ts';
import { type Binaries, binariesIn, findBinaries } from './find-binaries.ts';

/** A server for one test file: careless about crashes, gone without a trace afterwards. */
export type TestServer = {
  newDatabase: () => Promise<string>;
  pid: number;
  dataDir: string;
  remove: () => Promise<void>;
};

const DEBIAN_15 = '/usr/lib/postgresql/15/bin';

/** The versions that Parley promises to run on, as far as they are installed here; where CI=true, all of them. */
export const SUPPORTED: { name: string; binaries: Binaries }[] = [
  { name: 'Postgres 18 from npm', binaries: findBinaries() },
  ...(existsSync(DEBIAN_15) || process.env.CI === 'true'
    ? [{ name: 'Postgres 15 of Debian', binaries: binariesIn(DEBIAN_15) }]
    : []),
];

export async function startTestServer(binaries: Binaries = findBinaries()): Promise<TestServer> {
  const dataDir = openTempDir();
  const server = await startEmbedded({ dataDir, durable: false, binaries, databases: [] });
  return {
    pid: server.pid,
    dataDir,
    async newDatabase() {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      await createMissingDatabases(server.ownerUrl('postgres'), [name]);
      return server.ownerUrl(name);
    },
    remove: () => removeEmbedded(dataDir),
  };
}

/** Open to all accounts, as a clone in an open folder is; mkdtemp itself makes closed ones. */
export function openTempDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'parley-test-'));
  chmodSync(dir, 0o755);
  return dir;
}
