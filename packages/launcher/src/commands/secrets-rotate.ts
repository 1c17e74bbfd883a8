import { oldSecretsVariable } from '@parley/service/common-env';
import { configuredRoleUrls, madeRoleUrls } from '../database/role-urls.ts';
import { withDatabase } from '../database/with-database.ts';
import { readEnvironment } from '../environment/environment.ts';
import { pathsOf, repoRoot } from '../installation/paths.ts';
import { keptSecrets } from '../installation/secrets.ts';
import { Refusal } from '../refusal.ts';
import { resealAll } from '../secrets/reseal-all.ts';

/**
 * `pnpm secrets:rotate`: after PARLEY_SECRET was changed, with the earlier one in PARLEY_OLD_SECRETS. Exit code 1 when
 * something could not be opened: its earlier secret is still needed.
 */
export async function main(): Promise<number> {
  const paths = pathsOf(repoRoot);
  const environment = readEnvironment(repoRoot);
  const { parleySecret, rolePasswords } = keptSecrets(paths.secrets);
  const configured = configuredRoleUrls(environment);
  const secret = environment.read('PARLEY_SECRET') ?? parleySecret;
  if (!secret || !(configured || rolePasswords)) {
    throw new Refusal('Parley has not run here yet, so nothing is sealed.');
  }
  const oldSecrets = oldSecretsVariable.parse(environment.read('PARLEY_OLD_SECRETS'));
  const whole = await withDatabase(environment, paths, (ownerUrl) => {
    const roleUrls = configured ?? (rolePasswords && madeRoleUrls(ownerUrl, rolePasswords));
    if (!roleUrls) throw new Refusal('The addresses of the database roles are not known.');
    return resealAll({ roleUrls, secret, oldSecrets, say: (line) => console.log(line) });
  });
  return whole ? 0 : 1;
}
