import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seedDemoLine } from '@parley/core/demo/demo-line';
import { seedDemo } from '@parley/core/demo/seed-demo';
import { createKeyring } from '@parley/core/secrets/keyring';
import { createAppDb } from '@parley/db/client';
import { migrate } from '@parley/db/migrate/engine';
import { type Embedded, removeEmbedded, startEmbedded } from '@parley/db/postgres/embedded';
import { ensureRoles, roleUrl } from '@parley/db/roles/ensure-roles';
import { ROLE_NAMES, type RoleName } from '@parley/db/roles/role-names';
import { migrateQueue } from '@parley/queue/migrate';
import { startRedis } from '@parley/queue/testing/redis-server';
import { secretKeys } from '@parley/service/secret-keys';
import pg from 'pg';
import type { BenchOptions } from './bench.ts';
import type { Parts } from './host/cpu.ts';
import { PRELOADED } from './host/statements.ts';
import type { Process } from './processes/spawn.ts';
import { store } from './stored.ts';

/** The page that the chat stands on. */
export const PAGE = 'http://bench.test';
/** Where the installation believes to be, which is what the carrier signs, and with what. */
export const PUBLIC = 'http://127.0.0.1:1';
export const CARRIER_TOKEN = randomBytes(16).toString('hex');

export type Installation = {
  ownerUrl: string;
  channelId: string;
  orgId: string;
  /** For the processes of the product. */
  env: Record<string, string>;
  owner: pg.Pool;
  /** What of it uses a processor. */
  parts: Parts;
  remove(): Promise<void>;
};

/** A database of our own as production has it, fsync and all, and what it is set to, printed. */
export async function install({ queue, say }: BenchOptions): Promise<Installation> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-bench-'));
  // The server runs as another account when we are root, which a folder closed to others would keep out.
  await chmod(folder, 0o755);
  async function removeServer() {
    await removeEmbedded(path.join(folder, 'pg'));
    await rm(folder, { recursive: true, force: true });
  }
  standing.add(removeServer);
  const server = await startPreloaded(path.join(folder, 'pg'));
  const redis = queue === 'redis' ? await startRedis() : null;
  const ownerUrl = server.ownerUrl();
  const passwords = Object.fromEntries(ROLE_NAMES.map((role) => [role, randomBytes(12).toString('hex')])) as Record<
    RoleName,
    string
  >;
  await migrate(ownerUrl);
  await ensureRoles(ownerUrl, passwords);
  await migrateQueue(ownerUrl, [...ROLE_NAMES]);
  const url = (role: RoleName) => roleUrl(ownerUrl, role, passwords[role]);
  const db = createAppDb({ url: url('parley_app'), maxConnections: 1, name: 'bench' });
  const now = () => new Date();
  const { orgId, channelId } = await seedDemo({ db, now }, { chatOrigins: [PAGE] });
  const secret = randomBytes(33).toString('base64');
  const secrets = createKeyring(...secretKeys({ PARLEY_SECRET: secret, PARLEY_OLD_SECRETS: [] }));
  // A carrier that nobody answers at: what is to be sent waits.
  await seedDemoLine({ db, now, secrets }, { baseUrl: 'http://127.0.0.1:9', authToken: CARRIER_TOKEN });
  await db.close();
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 4 });
  // Its server may be stopped while connections of it are still open.
  owner.on('error', () => {});
  await sayDurability(owner, say);
  async function remove() {
    standing.delete(removeServer);
    await owner.end();
    await redis?.stop();
    await removeServer();
  }
  return {
    ownerUrl,
    channelId,
    orgId,
    owner,
    env: {
      PARLEY_MODE: 'demo',
      LOG_LEVEL: 'warn',
      PARLEY_SECRET: secret,
      PARLEY_PUBLIC_URL: PUBLIC,
      DATABASE_APP_URL: url('parley_app'),
      DATABASE_ENGINE_URL: url('parley_engine'),
      DATABASE_AUTH_URL: url('parley_auth'),
      ...(redis && { REDIS_URL: redis.url }),
    },
    parts: { postgres: { pid: server.pid, tree: true }, ...(redis && { redis: { pid: redis.pid } }) },
    remove,
  };
}

/** An installation for one measurement, and whatever was started on it, gone afterwards. */
export async function onFreshInstallation<Found>(
  options: BenchOptions,
  what: string,
  run: (installation: Installation, started: Process[]) => Promise<Found>,
): Promise<Found> {
  options.say(`${what}, queue on ${options.queue}, ${options.seconds} s a phase`);
  const installation = await install(options);
  const started: Process[] = [];
  try {
    await store(installation, options.stored);
    return await run(installation, started);
  } finally {
    await Promise.all(started.map((process) => process.stop()));
    await installation.remove();
  }
}

const standing = new Set<() => Promise<void>>();

/** For a bench that is told to end: its servers would outlive it. */
export const removeAll = (): Promise<unknown> => Promise.allSettled([...standing].map((remove) => remove()));

async function startPreloaded(dataDir: string): Promise<Embedded> {
  const first = await startEmbedded({ dataDir, durable: true });
  const owner = new pg.Client({ connectionString: first.ownerUrl() });
  await owner.connect();
  for (const [name, value] of Object.entries(PRELOADED)) await owner.query(`alter system set ${name} = '${value}'`);
  await owner.end();
  await first.stop();
  return startEmbedded({ dataDir, durable: true });
}

const MUST_BE_ON = ['fsync', 'synchronous_commit', 'full_page_writes'];

async function sayDurability(owner: pg.Pool, say: (line: string) => void): Promise<void> {
  for (const name of MUST_BE_ON) {
    const { rows } = await owner.query<{ setting: string }>('select current_setting($1) as setting', [name]);
    say(`${name} = ${rows[0]?.setting}`);
    if (rows[0]?.setting !== 'on') throw new Error(`${name} must be on for a figure to mean anything`);
  }
}
