import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';
import { describe } from 'vitest';
import type { QueueBackend } from '../backend.ts';
import type { Catalog } from '../catalog.ts';
import { migrateQueue } from '../migrate.ts';
import { emptyQueue } from './empty-queue.ts';
import { type Gate, openGate } from './gate.ts';
import { startRedis } from './redis-server.ts';

/** A store of its own for one test file, reached through a gate. */
export type TestStore = {
  backend: QueueBackend;
  gate: Gate;
  /** Takes away everything that lies in the queue. */
  empty(): Promise<void>;
  /** How many rows, or keys and stream entries, the queue takes. */
  size(): Promise<number>;
  /** Postgres drops every connection; Redis comes back without its memory. */
  restart(): Promise<void>;
  /** Sends a payload to live listeners as any process could. */
  shout(payload: string): Promise<void>;
  stop(): Promise<void>;
};

type StartStore = (jobs: Catalog) => Promise<TestStore>;

/** The same tests on Postgres and on Redis. The test command knows what this machine lacks. */
export function describeOnEachStore(name: string, tests: (start: StartStore) => void): void {
  describe(`${name} on postgres`, () => tests(startPostgresStore));
  describe.skipIf(LACKED.includes('redis'))(`${name} on redis`, () => tests(startRedisStore));
}

const LACKED = (process.env.PARLEY_TEST_LACKS ?? '').split(',');

async function startPostgresStore(jobs: Catalog): Promise<TestStore> {
  const { ownerUrl, owner, url, remove } = await createTestDatabase();
  await migrateQueue(ownerUrl, [new URL(url).username], jobs);
  const gate = await openGate(url);
  return {
    backend: { kind: 'postgres', url: gate.url },
    gate,
    empty: () => emptyQueue({ kind: 'postgres', url: ownerUrl }),
    size: async () => (await owner.query<{ rows: number }>(COUNT_ROWS)).rows[0]?.rows ?? 0,
    restart: async () => void (await owner.query(CUT_OTHERS)),
    shout: async (payload) => void (await owner.query(`select pg_notify('parley_live', $1)`, [payload])),
    async stop() {
      await gate.stop();
      await remove();
    },
  };
}

const COUNT_ROWS = `
  select ((select count(*) from bullmq.job) + (select count(*) from bullmq.event))::int as rows`;

const CUT_OTHERS = `
  select pg_terminate_backend(pid) from pg_stat_activity
   where datname = current_database() and pid <> pg_backend_pid()`;

/** An empty database, its owner, and a role that owns nothing. */
export async function createTestDatabase() {
  const server = process.env.PARLEY_TEST_POSTGRES;
  if (!server) throw new Error('PARLEY_TEST_POSTGRES is not set: run these tests as the vitest project "integration"');
  const name = `queue_test_${randomUUID().replaceAll('-', '')}`;
  const adminUrl = (JSON.parse(server) as { ownerUrl: string }).ownerUrl;
  await run(adminUrl, `create database ${name}`, `create role ${name} login password '${name}'`);
  const ownerUrl = Object.assign(new URL(adminUrl), { pathname: name }).href;
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  return {
    ownerUrl,
    owner,
    url: Object.assign(new URL(ownerUrl), { username: name, password: name }).href,
    async remove() {
      await owner.end();
      await run(adminUrl, `drop database ${name} with (force)`, `drop role ${name}`);
    },
  };
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function startRedisStore(): Promise<TestStore> {
  let server = await startRedis();
  const gate = await openGate(server.url);
  const ask = async <T>(question: (client: Redis) => Promise<T>): Promise<T> => {
    const client = new Redis(server.url);
    return question(client).finally(() => client.disconnect());
  };
  return {
    backend: { kind: 'redis', url: gate.url },
    gate,
    empty: () => emptyQueue({ kind: 'redis', url: server.url }),
    size: () => ask(async (client) => (await client.dbsize()) + (await client.xlen('bull:bells:events'))),
    async restart() {
      await server.stop();
      server = await startRedis({ port: server.port });
    },
    shout: async (payload) => void (await ask((client) => client.publish('parley:live', payload))),
    async stop() {
      await gate.stop();
      await server.stop();
    },
  };
}
