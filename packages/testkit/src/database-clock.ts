import type { Pool } from 'pg';

/**
 * In production `clock_now()` is `clock_timestamp()`. On a test database it also adds an offset, so that a test lets
 * leases and expiries pass without waiting. The offset lives in a schema of its own, out of sight of what checks our
 * tables; security definer, so that no role needs a grant on it.
 */
const INSTALL = `
  create schema if not exists testkit;
  create table if not exists testkit.clock_offset (
    single boolean primary key default true check (single),
    ms bigint not null default 0
  );
  insert into testkit.clock_offset default values on conflict do nothing;
  create or replace function clock_now() returns timestamptz language sql volatile parallel safe security definer
    as $$ select clock_timestamp() + (select ms from testkit.clock_offset) * interval '1 millisecond' $$;`;

const TEST_DATABASE = /^parley_(test|template)/;

/** To be run as the owner. Refuses a database whose name does not say that it is for tests. */
export async function installTestClock(owner: Pool): Promise<void> {
  const { rows } = await owner.query<{ name: string; migrated: boolean }>(
    `select current_database() as name, to_regprocedure('clock_now()') is not null as migrated`,
  );
  const [database] = rows;
  if (!database || !TEST_DATABASE.test(database.name)) {
    throw new Error(`the test clock does not belong in the database "${database?.name}"`);
  }
  if (!database.migrated) throw new Error(`"${database.name}" has no clock_now() to replace: migrate it first`);
  await owner.query(INSTALL);
}

/** Moves `clock_now()` of this database by so many milliseconds, for everyone connected to it. */
export async function moveDatabaseClock(owner: Pool, ms: number): Promise<void> {
  await owner.query('update testkit.clock_offset set ms = ms + $1', [ms]);
}
