import { dataPathOf, ownerUrl } from '@parley/db/postgres/cluster';
import { existingHome } from '@parley/db/postgres/home';
import { isServerOf, readPidFile } from '@parley/db/postgres/pid-file';
import type { Environment } from '../environment/environment.ts';
import type { Paths } from '../installation/paths.ts';

export type LocatedDatabase =
  | { kind: 'own'; ownerUrl: string }
  | { kind: 'embedded'; ownerUrl: string; port: number }
  | { kind: 'embedded, stopped' };

/** Where the database is now, without starting anything. */
export function locateDatabase(environment: Environment, paths: Paths): LocatedDatabase {
  const url = environment.read('DATABASE_URL');
  if (url) return { kind: 'own', ownerUrl: url };
  const home = existingHome(paths.postgres);
  const server = readPidFile(dataPathOf(home));
  if (!server?.ready || !isServerOf(dataPathOf(home), server.pid)) return { kind: 'embedded, stopped' };
  return { kind: 'embedded', ownerUrl: ownerUrl(home, server.port, 'parley'), port: server.port };
}
