import { setTimeout as pause } from 'node:timers/promises';
import { createPostgresBackend, type PgPool } from 'bullmq';
import pg from 'pg';
import { bullmqObjects } from './bullmq-objects.ts';
import { ANSWER_MS, CONNECT_MS, KEEP_ALIVE_MS } from './patience.ts';
import { sessionSettings } from './session-settings.ts';
import type { OpenStore } from './store.ts';

export const QUEUE_SCHEMA = 'bullmq';

const CONNECTIONS = { ring: 2, answer: 3 };

export const openPostgresStore: OpenStore = (url, use, onError) => {
  const pool = openPool(url, CONNECTIONS[use]);
  pool.on('error', onError);
  return {
    ...bullmqObjects(createPostgresBackend, use === 'answer' ? slowToFail(pool) : pool, onError),
    ping: async () => void (await pool.query('select from job limit 1')),
    close: () => pool.end(),
  };
};

const openPool = (url: string, max: number): PgPool =>
  new pg.Pool({
    // A ring may be lost, so it need not wait for the disk: the row that it points to has done so.
    ...sessionSettings(url, { search_path: QUEUE_SCHEMA, synchronous_commit: 'off' }),
    max,
    application_name: 'parley-queue',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    // A ring after a quiet minute should not pay for a new connection.
    idleTimeoutMillis: 0,
  });

const FAIL_PAUSE_MS = 200;

/**
 * A worker that is busy when its server goes away asks again without a pause (measured: 5,600 failing statements a
 * second), so a failing statement takes its time here.
 */
function slowToFail(pool: PgPool): PgPool {
  const ask = pool.query.bind(pool);
  pool.query = (text, params) =>
    ask<never>(text, params).catch(async (error: unknown) => {
      await pause(FAIL_PAUSE_MS);
      throw error;
    });
  return pool;
}
