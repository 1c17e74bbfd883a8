import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Cluster, ownerUrl } from './cluster.ts';
import { dropEmptyPidFile, isAlive, isServerOf, readPidFile } from './pid-file.ts';
import { PostgresUnavailable } from './postgres-unavailable.ts';
import { until } from './until.ts';
import { withClient } from './with-client.ts';

export type Running = { pid: number; port: number };

const INVALID_PASSWORD = '28P01';
const PATIENCE_MS = 60_000; // recovery after a crash may take a while; a server that stops ends sooner

/** The server that already runs on this folder, once it answers to our password; null when there is none. */
export async function adoptRunning(cluster: Cluster): Promise<Running | null> {
  dropEmptyPidFile(cluster.dataPath);
  const found = readPidFile(cluster.dataPath);
  if (!found) return null;
  const outcome = await until(() => look(cluster, found.pid), PATIENCE_MS);
  if (outcome === 'gone') return null;
  if (outcome) return outcome;
  throw new PostgresUnavailable(
    `A Postgres (pid ${found.pid}) holds ${cluster.dataPath} but does not answer; see ${cluster.logPath}.`,
  );
}

async function look(cluster: Cluster, pid: number): Promise<Running | 'gone' | null> {
  if (!isServerOf(cluster.dataPath, pid)) {
    // A crash left the file and the system gave the number away: Postgres would take the stranger for its own kind.
    if (isAlive(pid)) rmSync(path.join(cluster.dataPath, 'postmaster.pid'), { force: true });
    return 'gone';
  }
  const now = readPidFile(cluster.dataPath);
  if (!now?.ready || now.pid !== pid) return null;
  return (await answers(cluster, now.port)) ? { pid, port: now.port } : null;
}

async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const fsync = await readFsync(cluster, port);
  if (fsync === null) return false;
  if ((fsync === 'on') === cluster.durable) return true;
  const does = cluster.durable ? 'does not keep' : 'keeps';
  throw new PostgresUnavailable(
    `The Postgres that runs on ${cluster.dataPath} ${does} what it has through a crash (fsync is ${fsync}). Stop it first.`,
  );
}

async function readFsync({ home, dataPath }: Cluster, port: number): Promise<string | null> {
  try {
    return await withClient(ownerUrl(home, port, 'postgres'), async (client) => {
      const { rows } = await client.query<{ fsync: string }>('show fsync');
      return rows[0]?.fsync ?? null;
    });
  } catch (error) {
    if ((error as { code?: string }).code !== INVALID_PASSWORD) return null;
    throw new PostgresUnavailable(`The Postgres that runs on ${dataPath} refuses the password that we keep for it.`);
  }
}
