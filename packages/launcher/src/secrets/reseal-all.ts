import { createKeyring } from '@parley/core/secrets/keyring';
import { resealSecrets } from '@parley/core/secrets/reseal';
import { organisationIds } from '@parley/db/audit/chain-facts';
import { createAppDb } from '@parley/db/client';
import { withClient } from '@parley/db/postgres/with-client';
import { secretKeys } from '@parley/service/secret-keys';
import type { RoleUrls } from '../database/role-urls.ts';

export type Resealing = {
  roleUrls: Pick<RoleUrls, 'parley_app' | 'parley_engine'>;
  secret: string;
  oldSecrets: readonly string[];
  say: (line: string) => void;
};

/** Seals every organisation's secrets with the current key, and says what it did. Answers whether all could be opened. */
export async function resealAll({ roleUrls, secret, oldSecrets, say }: Resealing): Promise<boolean> {
  const secrets = createKeyring(...secretKeys({ PARLEY_SECRET: secret, PARLEY_OLD_SECRETS: oldSecrets }));
  const orgIds = await withClient(roleUrls.parley_engine, organisationIds);
  const db = createAppDb({ url: roleUrls.parley_app, maxConnections: 1, name: 'parley-secrets' });
  let [sealedAnew, current, unreadable] = [0, 0, 0];
  try {
    for (const orgId of orgIds) {
      const found = await resealSecrets({ db, secrets }, orgId);
      sealedAnew += found.sealedAnew;
      current += found.current;
      unreadable += found.unreadable.length;
      for (const place of found.unreadable) say(`${orgId}, ${place}: none of the keys given opens it.`);
    }
  } finally {
    await db.close();
  }
  say(`${sealedAnew} sealed anew, ${current} had the current key already, ${unreadable} could not be opened.`);
  if (unreadable > 0) {
    say('Put the secret that PARLEY_SECRET was when they were sealed into PARLEY_OLD_SECRETS, and run this again.');
  }
  return unreadable === 0;
}
