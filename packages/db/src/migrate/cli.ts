import { checkDrift, createMigration, type MigrateOptions, migrate, migrationStatus } from './engine.ts';
import { problemIn } from './migration-error.ts';

type Bench = { ownerUrl: string; say: (line: string) => void } & MigrateOptions;

const USAGE =
  'Use: deploy (apply what is pending) | status | check (migrations against schema.prisma) | dev <name> (new migration)';

/** `deploy | status | check | dev <name>`. The exit code: 0 when all is well, 2 when it was called wrongly. */
export async function runMigrateCommand([command, name]: string[], bench: Bench): Promise<number> {
  switch (command) {
    case 'deploy':
      return deploy(bench);
    case 'status':
      return status(bench);
    case 'check':
      return check(bench);
    case 'dev':
      if (name) return dev(bench, name);
  }
  bench.say(USAGE);
  return 2;
}

async function deploy({ ownerUrl, say, ...options }: Bench): Promise<number> {
  const applied = await migrate(ownerUrl, options);
  say(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.');
  return 0;
}

async function status({ ownerUrl, say, ...options }: Bench): Promise<number> {
  const found = await migrationStatus(ownerUrl, options);
  const problem = problemIn(found);
  say(`Applied: ${found.applied.length}. Pending: ${found.pending.join(', ') || 'none'}.`);
  if (problem) say(problem.message);
  return problem || found.pending.length > 0 ? 1 : 0;
}

async function check({ ownerUrl, say, ...options }: Bench): Promise<number> {
  const missing = await checkDrift(ownerUrl, options);
  say(
    missing === null
      ? 'Migrations and schema.prisma agree.'
      : `The migrations lack what schema.prisma says:\n${missing}`,
  );
  return missing === null ? 0 : 1;
}

async function dev({ ownerUrl, say, ...options }: Bench, name: string): Promise<number> {
  await migrate(ownerUrl, options);
  const made = await createMigration(ownerUrl, name, options);
  say(
    made ? `Made migrations/${made}. Read it, complete it, then apply it: deploy.` : 'schema.prisma has not changed.',
  );
  return 0;
}
