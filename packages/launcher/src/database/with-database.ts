import type { Environment } from '../environment/environment.ts';
import { holdLock } from '../installation/hold-lock.ts';
import type { Paths } from '../installation/paths.ts';
import { Refusal } from '../refusal.ts';
import { locateDatabase } from './locate-database.ts';
import { openDatabase } from './open-database.ts';

/** For a command's work on the database: as it runs, or started for as long as the work takes. */
export async function withDatabase<T>(
  environment: Environment,
  paths: Paths,
  work: (ownerUrl: string) => Promise<T>,
): Promise<T> {
  const located = locateDatabase(environment, paths);
  if (located.kind !== 'embedded, stopped') return work(located.ownerUrl);
  const lock = holdLock(paths.lock);
  if (!lock) throw new Refusal('Parley is starting or stopping in this folder. Try again when it has.');
  try {
    const database = await openDatabase(environment, paths, () => {});
    try {
      return await work(database.ownerUrl);
    } finally {
      await database.close();
    }
  } finally {
    lock.release();
  }
}
