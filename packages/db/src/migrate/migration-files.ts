import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `checksum` as Prisma computes it, so that its own command line tool reads our history and we read its. */
export type MigrationFile = { name: string; sql: string; checksum: string };

/** Where schema.prisma and the migrations folder lie. */
export const PRISMA_DIR = path.resolve(import.meta.dirname, '../../prisma');

export const schemaPathIn = (prismaDir: string) => path.join(prismaDir, 'schema.prisma');
export const migrationsPathIn = (prismaDir: string) => path.join(prismaDir, 'migrations');

/** In the order in which they are applied: by name, which begins with the time. */
export function readMigrations(prismaDir: string): MigrationFile[] {
  const folder = migrationsPathIn(prismaDir);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => readMigration(folder, name));
}

function readMigration(folder: string, name: string): MigrationFile {
  const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
