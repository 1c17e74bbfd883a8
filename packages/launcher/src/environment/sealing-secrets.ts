import { oldSecretsVariable } from '@parley/service/common-env';
import type { InstallationSecrets } from '../installation/secrets.ts';
import type { Environment } from './environment.ts';

type Sources = { environment: Environment; secrets: InstallationSecrets };

/** What seals secrets in rows now, and what did before it was changed. */
export const sealingSecrets = ({
  environment,
  secrets,
}: Sources): { secret: string; oldSecrets: readonly string[] } => ({
  secret: environment.read('PARLEY_SECRET') ?? secrets.parleySecret,
  oldSecrets: oldSecretsVariable.parse(environment.read('PARLEY_OLD_SECRETS')),
});
