import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { asAccount, type Cluster, OWNER } from './cluster.ts';
import { finishFolder } from './finish-folder.ts';
import { isAlive } from './pid-file.ts';
import { PostgresUnavailable } from './postgres-unavailable.ts';

const run = promisify(execFile);

/** The data, and beside it the owner's password: both or none. */
export async function initCluster(cluster: Cluster): Promise<void> {
  sweepUnfinished(cluster.home);
  const unfinished = path.join(cluster.home, `unfinished-${process.pid}-${randomBytes(4).toString('hex')}`);
  const data = path.join(unfinished, 'data');
  const password = path.join(unfinished, 'password');
  mkdirSync(data, { recursive: true });
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  chmodSync(unfinished, 0o755); // whatever the umask, the server's account has to pass
  chmodSync(data, 0o700);
  if (cluster.account.switched) {
    for (const own of [data, password]) chownSync(own, cluster.account.uid, cluster.account.gid);
  }
  await runInitdb(cluster, data, password);
  finishFolder(unfinished, path.join(cluster.home, 'cluster'));
}

async function runInitdb({ binDir, account, durable }: Cluster, data: string, password: string): Promise<void> {
  const flags = [
    ...['-D', data, '-U', OWNER, `--pwfile=${password}`, '--auth=scram-sha-256'],
    ...['--locale=C', '--encoding=UTF8', '--no-instructions', ...(durable ? [] : ['--no-sync'])],
  ];
  try {
    await run(path.join(binDir, 'initdb'), flags, asAccount(account));
  } catch (error) {
    const why = describeFailure(error as Failure, account.uid);
    throw new PostgresUnavailable(`The database could not be made in ${data}: ${why}`, { cause: error });
  }
}

type Failure = { code?: string | number; stderr?: string; message: string };

const describeFailure = ({ code, stderr, message }: Failure, uid: number) =>
  code === 'EPERM' || code === 'EINVAL'
    ? `Postgres refuses to run as root, and this system does not let us become another account (uid ${uid}). Start as a plain user.`
    : stderr?.trim() || message;

function sweepUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    const maker = /^unfinished-(\d+)-/.exec(name)?.[1];
    if (maker && !isAlive(Number(maker))) rmSync(path.join(home, name), { recursive: true, force: true });
  }
}
