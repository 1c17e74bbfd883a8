import { spawn } from 'node:child_process';
import { closeSync, fchownSync, fstatSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Running } from './adopt.ts';
import { asAccount, type Cluster, HOST } from './cluster.ts';
import { readPidFile } from './pid-file.ts';
import { PostgresUnavailable } from './postgres-unavailable.ts';
import { until } from './until.ts';

export type Launch = { kind: 'up'; server: Running } | { kind: 'port_taken' } | { kind: 'folder_taken' };

const PATIENCE_MS = 60_000;
const CARELESS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const settings = (durable: boolean): Record<string, string> => ({
  listen_addresses: HOST,
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  ...(durable ? {} : CARELESS),
});

/** Starts the server in a session of its own: a Ctrl-C in the terminal ends the launcher, which then stops it in order. */
export async function launch(cluster: Cluster, port: number): Promise<Launch> {
  const log = openLog(cluster);
  const flags = Object.entries(settings(cluster.durable)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(path.join(cluster.binDir, 'postgres'), ['-D', cluster.dataPath, '-p', String(port), ...flags], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    ...asAccount(cluster.account),
  });
  closeSync(log.fd);
  server.unref();
  let ended: string | null = null;
  server.once('exit', (code, signal) => (ended = `it ended with ${signal ?? code}`));
  server.once('error', (error) => (ended = error.message));

  const { pid } = server;
  const outcome = await until(() => ended ?? readyServer(cluster, pid), PATIENCE_MS);
  if (outcome && typeof outcome === 'object') return { kind: 'up', server: outcome };
  return explain(outcome ?? 'it is not ready after a minute', cluster, log.size);
}

function readyServer(cluster: Cluster, pid: number | undefined): Running | null {
  const file = readPidFile(cluster.dataPath);
  return file?.ready && file.pid === pid ? { pid: file.pid, port: file.port } : null;
}

/** The server says why in its log, in English because its locale is C. */
function explain(ending: string, cluster: Cluster, logStart: number): Launch {
  const said = readFileSync(cluster.logPath).subarray(logStart).toString('utf8').trim();
  if (/could not bind .* address/i.test(said)) return { kind: 'port_taken' };
  if (/lock file .* (already exists|is empty)|pre-existing shared memory block/.test(said))
    return { kind: 'folder_taken' };
  throw new PostgresUnavailable(`Postgres did not start: ${ending}.\n${said.split('\n').slice(-8).join('\n')}`);
}

function openLog({ logPath, account }: Cluster): { fd: number; size: number } {
  const fd = openSync(logPath, 'a', 0o640);
  if (account.switched) fchownSync(fd, account.uid, account.gid);
  return { fd, size: fstatSync(fd).size };
}
