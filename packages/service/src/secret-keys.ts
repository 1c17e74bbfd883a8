import { deriveKey } from './derive-key.ts';

type SecretEnv = { PARLEY_SECRET: string; PARLEY_OLD_SECRETS: readonly string[] };

/** The key that seals now, and those that only open what was sealed before the secret was changed. */
export const secretKeys = ({ PARLEY_SECRET, PARLEY_OLD_SECRETS }: SecretEnv): [Uint8Array, Uint8Array[]] => [
  deriveKey(PARLEY_SECRET, 'parley/secrets'),
  PARLEY_OLD_SECRETS.map((secret) => deriveKey(secret, 'parley/secrets')),
];
