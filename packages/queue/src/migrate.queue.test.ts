import { silentLogger } from '@parley/telemetry/logger';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConsumer } from './consumer.ts';
import { migrateQueue } from './migrate.ts';
import { createProducer } from './producer.ts';
import { bells } from './testing/bell-catalog.ts';
import { until } from './testing/crew.ts';
import { createTestDatabase } from './testing/test-stores.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let role: string;

beforeEach(async () => {
  database = await createTestDatabase();
  role = new URL(database.url).username;
});
afterEach(() => database.remove());

const noop = async () => {};
const handlers = { 'door.ring': noop, 'note.read': noop, 'note.send': noop };

test('many at once, from empty', async () => {
  await Promise.all(Array.from({ length: 6 }, () => migrateQueue(database.ownerUrl, [role], bells)));
  const { rows } = await database.owner.query(
    'select count(distinct version) = count(*) as once from bullmq.migration',
  );
  expect(rows).toEqual([{ once: true }]);
});

test('when there is nothing to do it waits for nobody', async () => {
  await migrateQueue(database.ownerUrl, [role], bells);
  await database.owner.query('begin');
  await database.owner.query('lock table bullmq.migration in access share mode');
  await migrateQueue(database.ownerUrl, [role], bells);
  await database.owner.query('rollback');
});

test('a process that starts before the migration works after it, in a role that owns nothing', async () => {
  const backend = { kind: 'postgres', url: database.url } as const;
  let heard = 0;
  const producer = createProducer({ backend, log: silentLogger, jobs: bells });
  const answers = { ...handlers, 'door.ring': async () => void heard++ };
  const consumer = createConsumer({ backend, log: silentLogger, jobs: bells, handlers: answers });
  producer.ring('door.ring');
  await migrateQueue(database.ownerUrl, [role], bells);
  await until(() => heard === 1);
  await Promise.all([producer.close(), consumer.close()]);
  const { rows } = await database.owner.query(
    `select count(*)::int as owned from pg_class where relowner = $1::regrole and relnamespace = 'bullmq'::regnamespace`,
    [role],
  );
  expect(rows).toEqual([{ owned: 0 }]);
});

test('a queue and a role that are new to a migrated database', async () => {
  await migrateQueue(database.ownerUrl, [], { 'door.ring': bells['door.ring'] });
  const jobs = { 'other.ring': { ...bells['door.ring'], queue: 'others' } } as const;
  await migrateQueue(database.ownerUrl, [role], jobs);
  const producer = createProducer({ backend: { kind: 'postgres', url: database.url }, log: silentLogger, jobs });
  producer.ring('other.ring');
  await until(async () => (await producer.depth())?.[0]?.waiting === 1);
  await producer.close();
});

test('an owner that may not is told so by the database', async () => {
  const denied = migrateQueue(database.url, [role], bells);
  await expect(denied).rejects.toThrow(pg.DatabaseError);
  await expect(denied).rejects.toThrow('permission denied');
});

test('options that an address carries stay in force', async () => {
  const address = new URL(database.ownerUrl);
  address.searchParams.set('options', '-c statement_timeout=1ms');
  await expect(migrateQueue(address.href, [role], bells)).rejects.toThrow('statement timeout');
});
