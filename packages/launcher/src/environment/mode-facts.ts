import { type ModeFacts, realSecretsIn } from './decide-mode.ts';
import type { Environment } from './environment.ts';

export const hostOf = (environment: Environment): string => environment.read('HOST') ?? '127.0.0.1';

/** What is known for deciding the mode. What the database holds, only the database knows. */
export const modeFactsOf = (environment: Environment, held: ModeFacts['held']): ModeFacts => ({
  asked: environment.read('PARLEY_MODE'),
  realSecrets: realSecretsIn(environment),
  publicUrl: environment.read('PARLEY_PUBLIC_URL'),
  held,
  host: hostOf(environment),
  secretSet: environment.read('PARLEY_SECRET') !== undefined,
});
