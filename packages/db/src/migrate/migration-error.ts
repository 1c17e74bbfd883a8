import type { DatabaseError } from 'pg';
import type { MigrationStatus } from './history.ts';
import type { MigrationFile } from './migration-files.ts';

export type MigrationProblem = 'failed' | 'unfinished' | 'edited' | 'database_ahead' | 'busy';

export class MigrationError extends Error {
  override name = 'MigrationError';
  readonly problem: MigrationProblem;

  constructor(problem: MigrationProblem, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.problem = problem;
  }
}

/** What stands in the way of migrating, if anything does. */
export function problemIn(status: MigrationStatus): MigrationError | null {
  const [unfinished] = status.unfinished;
  if (unfinished) {
    return new MigrationError(
      'unfinished',
      `Migration ${unfinished.name} was begun by another tool and never finished${unfinished.logs ? `: ${unfinished.logs.trim()}` : '.'}\n` +
        `See what it left in the database, undo that, then: update _prisma_migrations set rolled_back_at = now() where migration_name = '${unfinished.name}'`,
    );
  }
  if (status.unknown.length > 0) {
    return new MigrationError(
      'database_ahead',
      `The database is ahead of this code: it has ${status.unknown.join(', ')}. Start the version of Parley that made it, or a newer one.`,
    );
  }
  if (status.edited.length > 0) {
    return new MigrationError(
      'edited',
      `Changed after being applied: ${status.edited.join(', ')}. Restore the file, and put the change into a new migration.`,
    );
  }
  return null;
}

export function migrationFailed(file: MigrationFile, error: DatabaseError): MigrationError {
  const code = error.code ? ` (${error.code})` : '';
  const lines = [
    `Migration ${file.name} failed, nothing of it was kept: ${error.message}${code}`,
    ...placeOf(file.sql, error),
  ];
  if (error.detail) lines.push(`  ${error.detail}`);
  return new MigrationError('failed', lines.join('\n'), { cause: error });
}

function placeOf(sql: string, error: DatabaseError): string[] {
  if (!error.position) return error.where ? [`  in ${error.where.split('\n')[0]}`] : [];
  const before = [...sql].slice(0, Number(error.position) - 1).join('');
  const line = before.split('\n').length;
  return [`  near line ${line}: ${sql.split('\n')[line - 1]?.trim() ?? ''}`];
}
