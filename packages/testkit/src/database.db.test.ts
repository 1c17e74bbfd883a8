import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { installTestClock, moveDatabaseClock } from './database-clock.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

async function ask<T>(url: string, sql: string): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}

const exists = (name: string): Promise<boolean> =>
  ask(database.urls.owner, `select exists (select from pg_database where datname = '${name}') as answer`);

test('each role reaches its own database, as itself', async () => {
  const { app, engine, auth, slackbot } = database.urls;
  const who = 'select current_user || $$ @ $$ || current_database() as answer';
  expect(await Promise.all([app, engine, auth, slackbot].map((url) => ask(url, who)))).toEqual(
    ['parley_app', 'parley_engine', 'parley_auth', 'parley_slackbot'].map((role) => `${role} @ ${database.name}`),
  );
});

test('has the tables, and what is written in one is not in another', async () => {
  await using other = await createTestDatabase();
  await database.owner.query('create table only_here ()');
  const tables = (url: string) =>
    ask<string[]>(url, `select array_agg(tablename::text) as answer from pg_tables where schemaname = 'public'`);
  expect(await tables(database.urls.owner)).toEqual(expect.arrayContaining(['only_here', 'conversation']));
  expect(await tables(other.urls.owner)).not.toContain('only_here');
  expect(await tables(other.urls.owner)).toContain('conversation');
});

test('many are made at once, and none is left', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => createTestDatabase()));
  await Promise.all(made.map((each) => each.drop()));
  expect(await Promise.all(made.map((each) => exists(each.name)))).toEqual([false, false, false, false]);
});

test('is dropped although somebody is still connected', async () => {
  const doomed = await createTestDatabase();
  const client = new pg.Client({ connectionString: doomed.urls.app });
  client.on('error', () => {});
  await client.connect();
  await doomed.drop();
  expect(await exists(doomed.name)).toBe(false);
});

test('its clock is moved for every role at once, and goes on from there', async () => {
  const ahead = (url: string) =>
    ask<number>(url, 'select extract(epoch from clock_now() - clock_timestamp())::int as answer');
  await installTestClock(database.owner);
  await installTestClock(database.owner);
  expect(await ahead(database.urls.engine)).toBe(0);
  await moveDatabaseClock(database.owner, 60_000);
  await moveDatabaseClock(database.owner, 30_000);
  expect(await ahead(database.urls.engine)).toBe(90);
  expect(await ahead(database.urls.app)).toBe(90);
  await expect(ask(database.urls.app, 'update testkit.clock_offset set ms = 0')).rejects.toThrow(/permission denied/);
});

test('the clock is installed on nothing but a test database', async () => {
  const elsewhere = new URL(database.urls.owner);
  elsewhere.pathname = '/postgres';
  const pool = new pg.Pool({ connectionString: elsewhere.href, max: 1 });
  await expect(installTestClock(pool)).rejects.toThrow('the test clock does not belong in the database "postgres"');
  await pool.end();
});
