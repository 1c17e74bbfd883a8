import { createPostgresBackend, createRedisBackend, type Processor, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

export const PLAIN_QUEUE = 'plain';

/** BullMQ as its handbook shows it: one job per turn. */
export function plainQueue(env: NodeJS.ProcessEnv) {
  if (env.REDIS_URL) {
    const connection = new Redis(env.REDIS_URL, { maxRetriesPerRequest: null });
    const { Queue, Worker } = withBackend(createRedisBackend);
    return {
      queue: () => new Queue(PLAIN_QUEUE, { connection }),
      worker: (run: Processor) => new Worker(PLAIN_QUEUE, run, { connection, concurrency: 64 }),
    };
  }
  const connection = new pg.Pool({
    connectionString: env.PLAIN_DATABASE_URL,
    options: '-c search_path=bullmq',
    max: 8,
  });
  const { Queue, Worker } = withBackend(createPostgresBackend);
  return {
    queue: () => new Queue(PLAIN_QUEUE, { connection }),
    worker: (run: Processor) => new Worker(PLAIN_QUEUE, run, { connection, concurrency: 64 }),
  };
}
