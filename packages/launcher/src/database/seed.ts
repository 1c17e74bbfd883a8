import { type DemoCarrier, isDemoLine, seedDemoLine } from '@parley/core/demo/demo-line';
import { isDemoPassword, seedDemoOwner } from '@parley/core/demo/demo-owner';
import { seedDemoPatients } from '@parley/core/demo/demo-patients';
import { DEMO_IDS, seedDemo } from '@parley/core/demo/seed-demo';
import { createKeyring, type Keyring } from '@parley/core/secrets/keyring';
import { findChannel } from '@parley/db/lookup/find-channel';
import type { Queryable } from '@parley/db/pools';
import { withClient } from '@parley/db/postgres/with-client';
import { secretKeys } from '@parley/service/secret-keys';
import { addressAt } from '../environment/address.ts';
import type { RoleUrls } from './role-urls.ts';

export const DEMO_CHANNEL = DEMO_IDS.channel;
export const DEMO_CONNECTION = DEMO_IDS.connection;

/** Which pages may hold the sample clinic's chat, where its carrier is, its owner's password, and what seals secrets. */
export type DemoFacts = {
  chatOrigins: string[];
  carrier: DemoCarrier;
  password: string;
  secret: string;
  oldSecrets: readonly string[];
};

/** Makes the sample clinic and its owner where they are missing or differ from this. Says whether anything did. */
export async function seed(roleUrls: RoleUrls, facts: DemoFacts): Promise<'made' | 'changed' | 'unchanged'> {
  const secrets = createKeyring(...secretKeys({ PARLEY_SECRET: facts.secret, PARLEY_OLD_SECRETS: facts.oldSecrets }));
  return withClient(roleUrls.parley_auth, async (lookup) => {
    const channel = await findChannel(lookup, DEMO_CHANNEL);
    const fits = channel !== null && sameMembers(channel.allowedOrigins, facts.chatOrigins);
    const line = await isDemoLine(lookup, { secrets }, facts.carrier);
    if (fits && line && (await isDemoPassword(lookup, facts.password))) return 'unchanged';
    return seedAnew(roleUrls, lookup, secrets, facts);
  });
}

async function seedAnew(
  roleUrls: RoleUrls,
  lookup: Queryable,
  secrets: Keyring,
  { chatOrigins, carrier, password }: DemoFacts,
): Promise<'made' | 'changed'> {
  // Loaded only now: Prisma's client would cost every warm start a quarter of a second.
  const { createAppDb } = await import('@parley/db/client');
  const db = createAppDb({ url: roleUrls.parley_app, maxConnections: 1, name: 'parley-seed' });
  try {
    const ctx = { db, secrets, now: () => new Date() };
    const { created } = await seedDemo(ctx, { chatOrigins });
    await seedDemoLine(ctx, carrier);
    await seedDemoOwner(ctx, lookup, password);
    if (created) await seedDemoPatients(ctx);
    return created ? 'made' : 'changed';
  } finally {
    await db.close();
  }
}

/** The street's pages, by either name of this machine. */
export function chatOrigins(host: string, streetPort: number): string[] {
  const address = addressAt(host, streetPort);
  return [...new Set([address, address.replace('//127.0.0.1:', '//localhost:')])];
}

/** The street's Twilio, as the sample clinic's connection leads to it. */
export const demoCarrier = (host: string, streetPort: number, authToken: string): DemoCarrier => ({
  baseUrl: `${addressAt(host, streetPort)}/twilio`,
  authToken,
});

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each));
