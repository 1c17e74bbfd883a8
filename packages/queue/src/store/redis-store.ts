import { createRedisBackend } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { bullmqObjects } from './bullmq-objects.ts';
import { ANSWER_MS, CONNECT_MS, FETCH_MS, KEEP_ALIVE_MS } from './patience.ts';
import type { OpenStore, StoreUse } from './store.ts';

const WAITING: Record<StoreUse, RedisOptions> = {
  ring: { maxRetriesPerRequest: 0, enableOfflineQueue: false, commandTimeout: ANSWER_MS },
  answer: { maxRetriesPerRequest: null },
};

export const openRedisStore: OpenStore = (url, use, onError) => {
  const connection = new Redis(url, {
    ...WAITING[use],
    connectTimeout: CONNECT_MS,
    // A connection that leaves a command unanswered so long counts as dead and is replaced.
    socketTimeout: FETCH_MS + ANSWER_MS,
    keepAlive: KEEP_ALIVE_MS,
    retryStrategy: (times) => Math.min(times * 100, 1_000),
  });
  connection.on('error', onError);
  connection.on('close', () => onError(new Error('the connection to Redis was closed')));
  return {
    ...bullmqObjects(createRedisBackend, connection, onError),
    async ping() {
      if (connection.status !== 'ready') throw new Error(`the connection to Redis is ${connection.status}`);
      await connection.ping();
    },
    close: async () => connection.disconnect(),
  };
};
