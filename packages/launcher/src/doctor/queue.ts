import { createProducer } from '@parley/queue/producer';
import { silentLogger } from '@parley/telemetry/logger';
import type { RoleUrls } from '../database/role-urls.ts';
import type { Environment } from '../environment/environment.ts';
import { until } from '../until.ts';
import { type Finding, fail, note, ok } from './finding.ts';

const ANSWER_WITHIN_MS = 3_000;

/** `roleUrls` is null while there is no database with the queue's tables. */
export async function checkQueue(environment: Environment, roleUrls: RoleUrls | null): Promise<Finding> {
  const redis = environment.read('REDIS_URL');
  if (redis)
    return askQueue(
      { kind: 'redis', url: redis },
      'Redis',
      'Start it, or correct REDIS_URL; without it the queue is in Postgres.',
    );
  if (!roleUrls) return note('Queue', 'in Postgres, once that is ready');
  return askQueue({ kind: 'postgres', url: roleUrls.parley_engine }, 'Postgres', 'pnpm db:migrate makes its tables.');
}

async function askQueue(
  backend: { kind: 'redis' | 'postgres'; url: string },
  name: string,
  advice: string,
): Promise<Finding> {
  const producer = createProducer({ backend, log: silentLogger });
  try {
    await until(() => producer.isUp(), ANSWER_WITHIN_MS);
    const depth = await producer.depth();
    if (!depth) return fail('Queue', `on ${name}, which does not answer`, advice);
    const waiting = depth.reduce((sum, queue) => sum + queue.waiting, 0);
    return ok('Queue', `on ${name}, ${waiting === 0 ? 'nothing' : waiting} waiting`);
  } finally {
    await producer.close();
  }
}
