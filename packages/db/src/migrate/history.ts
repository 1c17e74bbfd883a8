import type pg from 'pg';
import type { MigrationFile } from './migration-files.ts';

/** A row of `_prisma_migrations` that has not been rolled back. */
export type AppliedMigration = { name: string; checksum: string; finished: boolean; logs: string | null };

export type MigrationStatus = {
  applied: string[];
  pending: string[];
  /** Applied with another text than the file has now. */
  edited: string[];
  /** In the database, but not among our files: the database is ahead of this code. */
  unknown: string[];
  /** Begun by another tool and never finished. */
  unfinished: { name: string; logs: string | null }[];
};

const UNDEFINED_TABLE = '42P01';

export async function readHistory(client: pg.Client): Promise<AppliedMigration[]> {
  try {
    const { rows } = await client.query<AppliedMigration>(
      `select migration_name as name, checksum, finished_at is not null as finished, logs
         from _prisma_migrations where rolled_back_at is null order by started_at, migration_name`,
    );
    return rows;
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return [];
    throw error;
  }
}

export function compareHistory(files: MigrationFile[], rows: AppliedMigration[]): MigrationStatus {
  const fileOf = new Map(files.map((file) => [file.name, file]));
  const finished = rows.filter((row) => row.finished);
  const known = new Set(rows.map((row) => row.name));
  return {
    applied: finished.map((row) => row.name),
    pending: files.filter((file) => !known.has(file.name)).map((file) => file.name),
    edited: finished
      .filter((row) => (fileOf.get(row.name)?.checksum ?? row.checksum) !== row.checksum)
      .map((row) => row.name),
    unknown: rows.filter((row) => !fileOf.has(row.name)).map((row) => row.name),
    unfinished: rows.filter((row) => !row.finished).map(({ name, logs }) => ({ name, logs })),
  };
}
