import { ensureRoles, type RolePasswords } from '@parley/db/roles/ensure-roles';
import { ROLE_NAMES } from '@parley/db/roles/role-names';
import { configuredRoleUrls, madeRoleUrls, ROLE_VARIABLES } from '../database/role-urls.ts';
import { withDatabase } from '../database/with-database.ts';
import { type Environment, readEnvironment } from '../environment/environment.ts';
import { setInEnvFile } from '../environment/set-in-env-file.ts';
import { pathsOf, repoRoot } from '../installation/paths.ts';
import { installationSecrets } from '../installation/secrets.ts';

/** `pnpm db:roles`: makes the roles that the processes work as, and prints their addresses; with --write into `.env`. */
export async function main(args: string[]): Promise<number> {
  const paths = pathsOf(repoRoot);
  const environment = readEnvironment(repoRoot);
  const passwords = passwordsIn(environment) ?? installationSecrets(paths.secrets).rolePasswords;
  const urls = await withDatabase(environment, paths, async (ownerUrl) => {
    await ensureRoles(ownerUrl, passwords);
    return madeRoleUrls(ownerUrl, passwords);
  });
  const lines = Object.fromEntries(ROLE_NAMES.map((role) => [ROLE_VARIABLES[role], urls[role]]));
  if (args.includes('--write')) {
    setInEnvFile(repoRoot, lines);
    console.log(`The roles are there; .env holds ${Object.keys(lines).join(', ')}.`);
    return 0;
  }
  for (const [name, value] of Object.entries(lines)) console.log(`${name}=${value}`);
  return 0;
}

/** Roles that are configured keep their passwords. */
function passwordsIn(environment: Environment): RolePasswords | null {
  const urls = configuredRoleUrls(environment);
  if (!urls) return null;
  return Object.fromEntries(
    ROLE_NAMES.map((role) => [role, decodeURIComponent(new URL(urls[role]).password)]),
  ) as RolePasswords;
}
