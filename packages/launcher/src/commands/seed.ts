import { heldOrganisations } from '../database/held-organisations.ts';
import { prepareSchema } from '../database/prepare-schema.ts';
import { configuredRoleUrls, madeRoleUrls } from '../database/role-urls.ts';
import { chatOrigins, demoCarrier, seed } from '../database/seed.ts';
import { withDatabase } from '../database/with-database.ts';
import { decideMode } from '../environment/decide-mode.ts';
import { readEnvironment } from '../environment/environment.ts';
import { hostOf, modeFactsOf } from '../environment/mode-facts.ts';
import { wantedPorts } from '../environment/ports.ts';
import { sealingSecrets } from '../environment/sealing-secrets.ts';
import { pathsOf, repoRoot } from '../installation/paths.ts';
import { liveRun } from '../installation/run-file.ts';
import { installationSecrets } from '../installation/secrets.ts';
import { Refusal } from '../refusal.ts';

const SAID = {
  made: 'The sample clinic was made.',
  changed: 'The sample clinic was there; its chat and its owner’s password are as this installation has them now.',
  unchanged: 'The sample clinic is there already, as it should be.',
};

/** `pnpm seed`: makes the demo's organisation where it is missing. */
export async function main(): Promise<number> {
  const paths = pathsOf(repoRoot);
  const environment = readEnvironment(repoRoot);
  const outcome = await withDatabase(environment, paths, async (ownerUrl) => {
    const configured = configuredRoleUrls(environment);
    const secrets = installationSecrets(paths.secrets);
    const { rolePasswords: passwords } = secrets;
    await prepareSchema({ ownerUrl, passwords: configured ? null : passwords, say: () => {} });
    const roleUrls = configured ?? madeRoleUrls(ownerUrl, passwords);
    const { mode, why } = decideMode(modeFactsOf(environment, await heldOrganisations(roleUrls.parley_engine)));
    if (mode === 'production') throw new Refusal(`This is production (${why}): it takes no sample clinic.`);
    const port = liveRun(paths.run)?.ports.street ?? wantedPorts(environment).street;
    const host = hostOf(environment);
    return seed(roleUrls, {
      chatOrigins: chatOrigins(host, port),
      carrier: demoCarrier(host, port, secrets.twilioAuthToken),
      password: secrets.demoPassword,
      ...sealingSecrets({ environment, secrets }),
    });
  });
  console.log(SAID[outcome]);
  return 0;
}
