import { startRedis } from '@parley/queue/testing/redis-server';
import { describe } from 'vitest';
import { lacks } from './lacks.ts';

type OpenBackend = () => Promise<{ redisUrl: string | null; close(): Promise<void> }>;

const onPostgres: OpenBackend = async () => ({ redisUrl: null, close: async () => {} });

const onRedis: OpenBackend = async () => {
  const redis = await startRedis();
  return { redisUrl: redis.url, close: () => redis.stop() };
};

type Backend = { name: string; open: OpenBackend; missing: boolean };

const BACKENDS: readonly Backend[] = [
  { name: 'Postgres', open: onPostgres, missing: false },
  { name: 'Redis', open: onRedis, missing: lacks('redis') },
];

/** Both homes of the queue: every suite that crosses it runs on each. */
export function describeOnBothQueues(what: string, suite: (open: OpenBackend) => void): void {
  for (const { name, open, missing } of BACKENDS) {
    describe.skipIf(missing)(`${what}, queue on ${name}`, () => suite(open));
  }
}
