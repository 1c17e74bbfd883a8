import { checkDrift, createMigration, migrate, migrationStatus } from './engine.ts';
import { problemIn } from './migration-error.ts';

/** `deploy | status | check | dev <name>`. The exit code: 0 when all is well. */
export async function runMigrateCommand(
  [command, name]: string[],
  ownerUrl: string,
  say: (line: string) => void,
): Promise<number> {
  switch (command) {
    case 'deploy':
      return deploy(ownerUrl, say);
    case 'status':
      return status(ownerUrl, say);
    case 'check':
      return check(ownerUrl, say);
    case 'dev':
      return dev(ownerUrl, name, say);
    default:
      say(
        'Use: deploy (apply what is pending) | status | check (migrations against schema.prisma) | dev <name> (new migration)',
      );
      return 2;
  }
}

async function deploy(ownerUrl: string, say: (line: string) => void): Promise<number> {
  const applied = await migrate(ownerUrl);
  say(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.');
  return 0;
}

async function status(ownerUrl: string, say: (line: string) => void): Promise<number> {
  const found = await migrationStatus(ownerUrl);
  const problem = problemIn(found);
  say(`Applied: ${found.applied.length}. Pending: ${found.pending.join(', ') || 'none'}.`);
  if (problem) say(problem.message);
  return problem || found.pending.length > 0 ? 1 : 0;
}

async function check(ownerUrl: string, say: (line: string) => void): Promise<number> {
  const missing = await checkDrift(ownerUrl);
  say(
    missing === null
      ? 'Migrations and schema.prisma agree.'
      : `The migrations lack what schema.prisma says:\n${missing}`,
  );
  return missing === null ? 0 : 1;
}

async function dev(ownerUrl: string, name: string | undefined, say: (line: string) => void): Promise<number> {
  if (!name) {
    say('Name the migration: dev <name>');
    return 2;
  }
  await migrate(ownerUrl);
  const made = await createMigration(ownerUrl, name);
  say(
    made
      ? `Made prisma/migrations/${made}. Read it, complete it, then apply it with deploy.`
      : 'schema.prisma has not changed.',
  );
  return 0;
}
