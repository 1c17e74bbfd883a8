import { runMigrateCommand } from '@parley/db/migrate/cli';
import { migrateQueue } from '@parley/queue/migrate';
import { QUEUE_ROLES } from '../database/prepare-schema.ts';
import { withDatabase } from '../database/with-database.ts';
import { readEnvironment } from '../environment/environment.ts';
import { pathsOf, repoRoot } from '../installation/paths.ts';

/** `pnpm db:migrate`: brings tables and queue up to this code; `status`, `check` and `dev <name>` do what they say. */
export async function main(args: string[]): Promise<number> {
  const say = (line: string) => console.log(line);
  const [command = 'deploy', name] = args;
  return withDatabase(readEnvironment(repoRoot), pathsOf(repoRoot), async (ownerUrl) => {
    const code = await runMigrateCommand(name ? [command, name] : [command], { ownerUrl, say });
    if (command !== 'deploy' || code !== 0) return code;
    await migrateQueue(ownerUrl, QUEUE_ROLES);
    say('The queue’s tables are up to date.');
    return 0;
  });
}
