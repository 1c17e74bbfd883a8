import { withClient } from '@parley/db/postgres/with-client';
import type { Environment } from '../environment/environment.ts';
import type { Paths } from '../installation/paths.ts';
import { Refusal } from '../refusal.ts';

export type Database = {
  kind: 'embedded' | 'own';
  ownerUrl: string;
  close(): Promise<void>;
};

export const EMBEDDED_PORT = 54_329;
export const OLDEST_POSTGRES = 15;

/** The Postgres that DATABASE_URL names, or else our own on this machine. */
export function openDatabase(environment: Environment, paths: Paths, say: (line: string) => void): Promise<Database> {
  const url = environment.read('DATABASE_URL');
  return url ? useOwn(url, say) : startOurs(paths, say);
}

async function useOwn(url: string, say: (line: string) => void): Promise<Database> {
  const version = await serverVersion(url).catch((error: unknown) => {
    throw new Refusal(`DATABASE_URL: ${placeOf(url)} does not answer: ${(error as Error).message}`);
  });
  if (Number.parseInt(version, 10) < OLDEST_POSTGRES) {
    throw new Refusal(
      `DATABASE_URL: ${placeOf(url)} is Postgres ${version}; Parley needs ${OLDEST_POSTGRES} or newer.`,
    );
  }
  say(`${version}, your own at ${placeOf(url)}`);
  return { kind: 'own', ownerUrl: url, close: async () => {} };
}

async function startOurs(paths: Paths, say: (line: string) => void): Promise<Database> {
  const { startEmbedded } = await import('@parley/db/postgres/embedded');
  const embedded = await startEmbedded({ dataDir: paths.postgres, durable: true, port: EMBEDDED_PORT, onLine: say });
  say(`embedded, port ${embedded.port}${embedded.adopted ? ', was still running' : ''}`);
  return { kind: 'embedded', ownerUrl: embedded.ownerUrl(), close: embedded.stop };
}

export const serverVersion = (url: string): Promise<string> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version.split(' ')[0] ?? 'unknown';
  });

/** Host, port and database of an address, without its secrets. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}
