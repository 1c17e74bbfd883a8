import { idFloor } from '@parley/shared/ids';
import { createTestDatabase, type TestDatabase } from '@parley/testkit/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, type Pool } from '../pools.ts';
import { ensurePartitions } from './ensure-partitions.ts';

let database: TestDatabase;
let engine: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = createPool({ url: database.urls.engine, max: 2, name: 'test', onError: () => {} });
});
afterAll(async () => {
  await engine.end();
  await database.drop();
});

const FAR = new Date('2031-05-20T12:00:00Z');

const homeOf = async (id: string): Promise<string | undefined> => {
  const { rows } = await database.owner.query<{ home: string }>(
    'select tableoid::regclass::text as home from message where id = $1',
    [id],
  );
  return rows[0]?.home;
};

test('a row that came before its month was made lies in the catch-all, and moves when it is', async () => {
  const id = `${idFloor('message', FAR)}${'0'.repeat(16)}`;
  await engine.query(`insert into message values ('org_1', $1, 'conv_1', 'turn_1', 1, 'early', null, now())`, [id]);
  expect(await homeOf(id)).toBe('message_other');
  expect(await ensurePartitions(engine, FAR, 2)).toBe(12);
  expect(await homeOf(id)).toBe('message_2031_05');
});

test('what is there is left alone, also by two at once', async () => {
  const [one, two] = await Promise.all([ensurePartitions(engine, FAR, 3), ensurePartitions(engine, FAR, 3)]);
  expect([one, two].sort()).toEqual([0, 6]);
});

test('a month that was made later is as closed as the first ones', async () => {
  await expect(engine.query('select * from message_2031_05')).rejects.toThrow(/permission denied/);
  const { rows } = await database.owner.query(`select indexname from pg_indexes where tablename = 'message_2031_05'`);
  expect(rows).toHaveLength(3);
});
