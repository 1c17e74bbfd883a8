import { existsSync, rmSync } from 'node:fs';
import { adoptRunning, type Running } from './adopt.ts';
import { type Cluster, dataPathOf, ownerUrl } from './cluster.ts';
import { createMissingDatabases } from './databases.ts';
import type { Binaries } from './find-binaries.ts';
import { freePort } from './free-port.ts';
import { existingHome } from './home.ts';
import { launch } from './launch.ts';
import { readPidFile } from './pid-file.ts';
import { PostgresUnavailable } from './postgres-unavailable.ts';
import { prepareCluster } from './prepare-cluster.ts';
import { stopServer } from './stop-server.ts';
import { until } from './until.ts';

export type EmbeddedOptions = {
  dataDir: string;
  /** false for tests: nothing survives a crash of the machine, everything is faster. */
  durable: boolean;
  /** A wish: a taken port is replaced by a free one. */
  port?: number;
  /** Made when missing; the first is the one that `ownerUrl()` names. */
  databases?: string[];
  /** The programs of another installation: `binariesIn('/usr/lib/postgresql/15/bin')`. */
  binaries?: Binaries;
  onLine?: (line: string) => void;
};

export type Embedded = {
  ownerUrl: (database?: string) => string;
  port: number;
  pid: number;
  adopted: boolean;
  stop: () => Promise<void>;
};

const START_WITHIN_MS = 90_000;

/** A PostgreSQL of our own on loopback: started, or found running and adopted. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { onLine = () => {}, databases = ['parley'] } = options;
  const cluster = await prepareCluster(options, onLine);
  const { server, adopted } = await adoptOrLaunch(cluster, options.port ?? 0);
  if (adopted) onLine(`adopted the Postgres that already runs (pid ${server.pid}, port ${server.port})`);
  await createMissingDatabases(ownerUrl(cluster.home, server.port, 'postgres'), databases);
  return {
    ownerUrl: (database = databases[0] ?? 'postgres') => ownerUrl(cluster.home, server.port, database),
    ...server,
    adopted,
    stop: () => stopServer(cluster.dataPath, server.pid),
  };
}

/** Stops the server of this folder, if one runs, and removes the data wherever it lies. */
export async function removeEmbedded(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const home = existingHome(dataDir);
  const pid = readPidFile(dataPathOf(home))?.pid;
  if (pid) await stopServer(dataPathOf(home), pid);
  for (const folder of [home, dataDir]) rmSync(folder, { recursive: true, force: true });
}

/** Two starts may meet here, or one may meet what a crash left behind: look again until one server runs. */
async function adoptOrLaunch(cluster: Cluster, wantedPort: number): Promise<{ server: Running; adopted: boolean }> {
  const outcome = await until(async () => {
    const running = await adoptRunning(cluster);
    if (running) return { server: running, adopted: true };
    const launched = await launch(cluster, await freePort(wantedPort));
    return launched.kind === 'up' ? { server: launched.server, adopted: false } : null;
  }, START_WITHIN_MS);
  if (outcome) return outcome;
  throw new PostgresUnavailable(
    `Postgres does not get hold of ${cluster.dataPath} or of a port; see ${cluster.logPath}.`,
  );
}
