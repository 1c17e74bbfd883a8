import { isDemoPassword, seedDemoOwner } from '@parley/core/demo/demo-owner';
import { DEMO_IDS, seedDemo } from '@parley/core/demo/seed-demo';
import { findChannel } from '@parley/db/lookup/find-channel';
import type { Queryable } from '@parley/db/pools';
import { withClient } from '@parley/db/postgres/with-client';
import { addressAt } from '../environment/address.ts';
import type { RoleUrls } from './role-urls.ts';

export const DEMO_CHANNEL = DEMO_IDS.channel;

/** Which pages may hold the sample clinic's chat, and its owner's password. */
export type DemoFacts = { chatOrigins: string[]; password: string };

/** Makes the sample clinic and its owner where they are missing or differ from this. Says whether anything did. */
export async function seed(roleUrls: RoleUrls, facts: DemoFacts): Promise<'made' | 'changed' | 'unchanged'> {
  return withClient(roleUrls.parley_auth, async (lookup) => {
    const channel = await findChannel(lookup, DEMO_CHANNEL);
    const fits = channel !== null && sameMembers(channel.allowedOrigins, facts.chatOrigins);
    if (fits && (await isDemoPassword(lookup, facts.password))) return 'unchanged';
    return seedAnew(roleUrls, lookup, facts);
  });
}

async function seedAnew(
  roleUrls: RoleUrls,
  lookup: Queryable,
  { chatOrigins, password }: DemoFacts,
): Promise<'made' | 'changed'> {
  // Loaded only now: Prisma's client would cost every warm start a quarter of a second.
  const { createAppDb } = await import('@parley/db/client');
  const db = createAppDb({ url: roleUrls.parley_app, maxConnections: 1, name: 'parley-seed' });
  try {
    const ctx = { db, now: () => new Date() };
    const { created } = await seedDemo(ctx, { chatOrigins });
    await seedDemoOwner(ctx, lookup, password);
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

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each));
