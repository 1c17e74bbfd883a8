import type { RolePasswords } from '../../packages/db/src/roles/ensure-roles.ts';
import { ROLE_NAMES } from '../../packages/db/src/roles/role-names.ts';
import { prepareSchema } from '../../packages/launcher/src/database/prepare-schema.ts';
import { ROLE_VARIABLES } from '../../packages/launcher/src/database/role-urls.ts';
import { readEnvironment } from '../../packages/launcher/src/environment/environment.ts';
import { repoRoot } from '../../packages/launcher/src/installation/paths.ts';
import { parseEnv, postgresUrlSchema, variable } from '../../packages/shared/src/env.ts';

/*
 * The migrate image: `pnpm db:migrate` and `pnpm db:roles` in one go, on the database that is named and no other, and
 * without printing an address. The only container that holds the owner's; it ends when the database is up to this release.
 */

const addressOf = (user: string) =>
  variable(postgresUrlSchema, {
    doc: `Postgres as ${user}.`,
    example: `postgresql://${user}:…@db.internal:5432/parley`,
    secret: true,
  });

const shape = {
  DATABASE_URL: addressOf('owner'),
  ...Object.fromEntries(ROLE_NAMES.map((role) => [ROLE_VARIABLES[role], addressOf(role)])),
};

try {
  const urls: Record<string, string> = parseEnv(shape, readEnvironment(repoRoot).all);
  const passwordOf = (role: (typeof ROLE_NAMES)[number]) =>
    decodeURIComponent(new URL(urls[ROLE_VARIABLES[role]] ?? '').password);
  const passwords = Object.fromEntries(ROLE_NAMES.map((role) => [role, passwordOf(role)])) as RolePasswords;
  await prepareSchema({ ownerUrl: urls.DATABASE_URL ?? '', passwords, say: (line) => console.log(line) });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
