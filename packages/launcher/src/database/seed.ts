import { DEMO_IDS, seedDemo } from '@parley/core/demo/seed-demo';
import { findChannel } from '@parley/db/lookup/find-channel';
import { withClient } from '@parley/db/postgres/with-client';
import { addressAt } from '../environment/address.ts';
import type { RoleUrls } from './role-urls.ts';

export const DEMO_CHANNEL = DEMO_IDS.channel;

/** Makes the demo's organisation where it is missing, and lets these pages hold its chat. Says whether anything was missing. */
export async function seed(roleUrls: RoleUrls, chatOrigins: string[]): Promise<'made' | 'changed' | 'unchanged'> {
  const channel = await withClient(roleUrls.parley_auth, (client) => findChannel(client, DEMO_CHANNEL));
  if (channel && sameMembers(channel.allowedOrigins, chatOrigins)) return 'unchanged';
  // Loaded only now: Prisma's client would cost every warm start a quarter of a second.
  const { createAppDb } = await import('@parley/db/client');
  const db = createAppDb({ url: roleUrls.parley_app, maxConnections: 1, name: 'parley-seed' });
  try {
    const { created } = await seedDemo({ db, now: () => new Date() }, { chatOrigins });
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
