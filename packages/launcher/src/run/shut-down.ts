import { type Say, showPhases, wallClock } from '../terminal/phases.ts';
import type { House } from './house.ts';

/** Children have 10 s to finish what runs, and some more to leave; whoever is then still there is killed. */
const GRACE_MS = 13_000;
const OUTSIDE = 'street';

/** Ends what was started, in order: who takes work in, then the street that they talk to, then the database. */
export async function shutDown(house: House): Promise<void> {
  house.phases.close();
  // Below the ^C that the terminal has written.
  house.terminal.write('\n');
  const ending = showPhases(house.terminal, wallClock);
  await house.waitingRoom?.close();
  const names = house.family.names();
  if (names.length > 0) await ending.run('processes', (say) => stopChildren(house, names, say));
  const database = await house.database?.catch(() => null);
  if (database?.kind === 'embedded') {
    await ending.run('Postgres', async (say) => {
      await database.close();
      say('stopped');
    });
  }
  await Promise.all(Object.values(house.ports).map((claim) => claim.release()));
  house.runFile.remove();
}

async function stopChildren({ family }: House, names: string[], say: Say): Promise<void> {
  say('finishing what runs');
  await family.stop(
    names.filter((name) => name !== OUTSIDE),
    GRACE_MS,
  );
  await family.stop([OUTSIDE], GRACE_MS);
  say(`${names.join(', ')} stopped`);
}
