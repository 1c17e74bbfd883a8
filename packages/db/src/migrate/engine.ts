import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { withClient } from '../postgres/with-client.ts';
import { applyMigration, createHistory } from './apply.ts';
import { compareHistory, type MigrationStatus, readHistory } from './history.ts';
import { MigrationError, problemIn } from './migration-error.ts';
import { type MigrationFile, migrationsPathIn, PRISMA_DIR, readMigrations } from './migration-files.ts';

export type MigrateOptions = { prismaDir?: string };

// Any number will do, as long as it is always this one.
const LOCK_KEY = 727_073_691;
const WAIT_FOR_OTHERS = '2min';
const LOCK_NOT_AVAILABLE = '55P03';

export async function migrationStatus(ownerUrl: string, options: MigrateOptions = {}): Promise<MigrationStatus> {
  const files = readMigrations(options.prismaDir ?? PRISMA_DIR);
  return withClient(ownerUrl, (client) => statusOf(client, files));
}

/** Brings the database up to this code. Returns the names of what was applied; most starts apply nothing and cost one query. */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const files = readMigrations(options.prismaDir ?? PRISMA_DIR);
  return withClient(ownerUrl, async (client) => {
    if ((await soundStatus(client, files)).pending.length === 0) return [];
    await lock(client);
    return applyPending(client, files);
  });
}

/** What a migration would still have to do for the migrations to give schema.prisma: SQL, or null when they agree. */
export async function checkDrift(ownerUrl: string, options: MigrateOptions = {}): Promise<string | null> {
  const bench = await import('./schema-engine.ts'); // slow to load, and no start of the product needs it
  const { exitCode, stdout } = await bench.withSchemaEngine(
    ownerUrl,
    options.prismaDir ?? PRISMA_DIR,
    ({ engine, schema, migrationsList }) =>
      engine.diff({
        from: { tag: 'migrations', ...migrationsList },
        to: { tag: 'schemaDatamodel', ...schema },
        script: true,
        exitCode: true,
        filters: bench.NO_FILTERS,
      }),
  );
  return exitCode === 0 ? null : (stdout?.trim() ?? '');
}

/** Writes the migration that schema.prisma still lacks, and returns its name; null when nothing has changed. It is not applied. */
export async function createMigration(
  ownerUrl: string,
  title: string,
  { prismaDir = PRISMA_DIR, now = new Date() }: MigrateOptions & { now?: Date } = {},
): Promise<string | null> {
  const script = await checkDrift(ownerUrl, { prismaDir });
  if (script === null) return null;
  const time = now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const name = `${time}_${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`;
  const folder = path.join(migrationsPathIn(prismaDir), name);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'migration.sql'), `${script}\n`);
  return name;
}

/** The lock belongs to the session that applies: it is free once a killed process's last statement has ended. */
async function lock(client: pg.Client): Promise<void> {
  try {
    await client.query(`set lock_timeout = '${WAIT_FOR_OTHERS}'`);
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query('reset lock_timeout');
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new MigrationError('busy', `Another process has been migrating this database for ${WAIT_FOR_OTHERS}.`);
  }
}

async function applyPending(client: pg.Client, files: MigrationFile[]): Promise<string[]> {
  await createHistory(client);
  const pending = new Set((await soundStatus(client, files)).pending);
  const applied = files.filter((file) => pending.has(file.name));
  for (const file of applied) await applyMigration(client, file);
  return applied.map((file) => file.name);
}

async function soundStatus(client: pg.Client, files: MigrationFile[]): Promise<MigrationStatus> {
  const status = await statusOf(client, files);
  const problem = problemIn(status);
  if (problem) throw problem;
  return status;
}

const statusOf = async (client: pg.Client, files: MigrationFile[]) => compareHistory(files, await readHistory(client));
