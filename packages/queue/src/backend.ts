import { setTimeout as pause } from 'node:timers/promises';
import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type JobState,
  type JobsOptions,
  type PgPool,
  type Processor,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { JobData } from './catalog.ts';

/**
 * Where the doorbells hang. Connections per process, for each queue it rings or answers:
 *
 *              rings (producer)   answers (consumer)           live
 *   Postgres   up to 2            up to 3, one of them LISTEN  1
 *   Redis      1                  2, one of them blocking      1, or 2 with listeners
 *
 * So an api holds 3 to Postgres, a worker that also sweeps 6. They must be direct connections, or through a pooler in
 * session mode: LISTEN and the search path belong to the session.
 */
export type QueueBackend = { kind: 'postgres'; url: string } | { kind: 'redis'; url: string };

/** What we use of BullMQ's queue and worker. */
export type RingQueue = {
  add(name: string, data: JobData, options: JobsOptions): Promise<unknown>;
  getJobCounts(...states: JobState[]): Promise<Record<string, number>>;
  waitUntilReady(): Promise<void>;
  close(): Promise<void>;
};
export type RingWorker = {
  run(): Promise<void>;
  pause(doNotWaitActive: boolean): Promise<void>;
  waitUntilReady(): Promise<void>;
  close(force?: boolean): Promise<void>;
};

/** BullMQ's objects for one process, on the connections that they share. */
export type Store = {
  queue(name: string): RingQueue;
  worker(name: string, processor: Processor<JobData, void>, settings: WorkerSettings): RingWorker;
  /** A sign of life. */
  ping(): Promise<unknown>;
  /** At once, with whatever is under way: orderly endings are the business of who opened it. */
  close(): Promise<void>;
};

export type WorkerSettings = Omit<WorkerOptions, 'connection'>;

export const QUEUE_SCHEMA = 'bullmq';
export const CONNECT_MS = 2_000;
const ANSWER_MS = 3_000;

// Nobody reads BullMQ's own events: on Postgres they are rows.
const KEEP_EVENTS = { events: { maxLen: 100 } };

/** For ringing: everything that cannot be done soon fails soon. */
export function openRingingStore(backend: QueueBackend, onError: (error: Error) => void): Store {
  if (backend.kind === 'postgres') return postgresStore(queuePool(backend.url, 2, onError), onError);
  const failsSoon = { maxRetriesPerRequest: 0, enableOfflineQueue: false, commandTimeout: CONNECT_MS };
  return redisStore(new Redis(backend.url, { ...RECONNECT, ...failsSoon }), onError);
}

/** For answering: waits out a silence of the store. */
export function openAnsweringStore(backend: QueueBackend, onError: (error: Error) => void): Store {
  if (backend.kind === 'postgres') return postgresStore(slowToFail(queuePool(backend.url, 3, onError)), onError);
  return redisStore(new Redis(backend.url, { ...RECONNECT, maxRetriesPerRequest: null }), onError);
}

function postgresStore(pool: PgPool, onError: (error: Error) => void): Store {
  return {
    ...storeOn(createPostgresBackend, pool, onError),
    ping: () => pool.query('select from job limit 1'),
    close: () => pool.end(),
  };
}

function redisStore(connection: Redis, onError: (error: Error) => void): Store {
  connection.on('error', onError);
  connection.on('close', () => onError(new Error('the connection to Redis was closed')));
  return {
    ...storeOn(createRedisBackend, connection, onError),
    ping: async () => {
      if (connection.status !== 'ready') throw new Error(`the connection to Redis is ${connection.status}`);
      await connection.ping();
    },
    close: async () => connection.disconnect(),
  };
}

const RECONNECT = {
  connectTimeout: CONNECT_MS,
  // A connection that leaves a command unanswered so long counts as dead; a worker's blocking fetch takes two seconds.
  socketTimeout: 4_000,
  keepAlive: 10_000,
  retryStrategy: (times: number) => Math.min(times * 100, 1_000),
};

function queuePool(url: string, max: number, onError: (error: Error) => void): PgPool {
  const pool = new pg.Pool({
    // A ring may be lost, so it need not wait for the disk: the row it points to has done so already.
    ...sessionSettings(url, { search_path: QUEUE_SCHEMA, synchronous_commit: 'off' }),
    max,
    application_name: 'parley-queue',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // A ring after a quiet minute should not pay for a new connection.
    idleTimeoutMillis: 0,
  });
  pool.on('error', onError);
  return pool;
}

/** Settings for each session of an address, beside those it may carry itself (which `pg` would let win). */
export function sessionSettings(url: string, settings: Record<string, string>) {
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  const own = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return { connectionString: address.href, options: [given, ...own].join(' ').trim() };
}

const FAIL_PAUSE_MS = 200;

/**
 * A worker that is busy when its server goes away asks again without a pause (measured: 5,600 failing statements a
 * second), so a failing statement takes its time here.
 */
function slowToFail(pool: PgPool): PgPool {
  const ask = pool.query.bind(pool);
  pool.query = (text, params) =>
    ask(text, params as unknown[]).catch(async (error: unknown) => {
      await pause(FAIL_PAUSE_MS);
      throw error;
    }) as never;
  return pool;
}

/** BullMQ's objects over one shared connection or pool. */
function storeOn<B extends IQueueBackend, C>(
  factory: BackendFactory<B, C>,
  connection: C,
  onError: (error: Error) => void,
): Pick<Store, 'queue' | 'worker'> {
  const { Queue, Worker } = withBackend(factory);
  return {
    queue: (name) => new Queue<JobData>(name, { connection, streams: KEEP_EVENTS }).on('error', onError),
    worker: (name, processor, settings) =>
      new Worker<JobData>(name, processor, { ...settings, connection }).on('error', onError),
  };
}
