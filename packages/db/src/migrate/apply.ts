import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { migrationFailed } from './migration-error.ts';
import type { MigrationFile } from './migration-files.ts';

// Prisma's own definition: its tool must be able to go on where we stopped.
const CREATE_HISTORY = `
  create table if not exists _prisma_migrations (
    id                  varchar(36) primary key not null,
    checksum            varchar(64) not null,
    finished_at         timestamptz,
    migration_name      varchar(255) not null,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

const RECORD = `
  insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
  values ($1, $2, $3, now(), clock_timestamp(), 1)`;

export const createHistory = (client: pg.Client) => client.query(CREATE_HISTORY);

/**
 * The script and its row in one transaction. (Prisma's engine writes the row before and after: a process killed in
 * between leaves a migration that counts as failed, and every later start refuses until a person has looked.)
 */
export async function applyMigration(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('begin');
  try {
    await client.query(file.sql);
    await client.query(RECORD, [randomUUID(), file.checksum, file.name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {}); // the connection itself may be gone
    throw migrationFailed(file, error as pg.DatabaseError);
  }
}
