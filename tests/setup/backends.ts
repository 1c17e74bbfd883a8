import { startRedis } from '@parley/queue/testing/redis-server';

type OpenBackend = () => Promise<{ redisUrl: string | null; close(): Promise<void> }>;

const onPostgres: OpenBackend = async () => ({ redisUrl: null, close: async () => {} });

const onRedis: OpenBackend = async () => {
  const redis = await startRedis();
  return { redisUrl: redis.url, close: () => redis.stop() };
};

/** Both homes of the queue: every suite that crosses it runs on each. */
export const backends: Array<[name: string, open: OpenBackend]> = [
  ['Postgres', onPostgres],
  ['Redis', onRedis],
];
