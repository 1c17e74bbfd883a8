import { createTestDatabase, type TestDatabase } from '@parley/testkit/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppDb, createAppDb } from './client.ts';

let database: TestDatabase;
let db: AppDb;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createAppDb({ url: database.urls.app, maxConnections: 2, name: 'test' });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test('two units of work that wait for each other both end well: the one that Postgres ends begins anew', async () => {
  const bothHoldOne = Promise.withResolvers<void>();
  let holding = 0;
  let runs = 0;
  const lockBoth = (first: number, second: number) =>
    db.inOrg('org_any', async (tx) => {
      runs += 1;
      await tx.$queryRaw`select 1 as one from (select pg_advisory_xact_lock(${first}::bigint)) held`;
      holding += 1;
      if (holding === 2) bothHoldOne.resolve();
      await bothHoldOne.promise;
      await tx.$queryRaw`select 1 as one from (select pg_advisory_xact_lock(${second}::bigint)) held`;
      return first;
    });
  expect(await Promise.all([lockBoth(71, 72), lockBoth(72, 71)])).toEqual([71, 72]);
  expect(runs).toBe(3);
});
