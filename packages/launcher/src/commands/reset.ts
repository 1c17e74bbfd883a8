import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeEmbedded } from '@parley/db/postgres/embedded';
import { placeOf } from '../database/open-database.ts';
import { type Environment, readEnvironment } from '../environment/environment.ts';
import { endLeftovers } from '../installation/end-leftovers.ts';
import { type Paths, pathsOf, repoRoot } from '../installation/paths.ts';
import { readRun } from '../installation/run-file.ts';
import { Refusal } from '../refusal.ts';
import { typedWord } from '../reset/confirm.ts';
import { emptyDatabase } from '../reset/empty-database.ts';
import { stopRunning } from '../reset/stop-running.ts';

/** `pnpm reset`: back to a fresh clone. Your own database is left alone unless --database names it for emptying too. */
export async function main(args: string[]): Promise<number> {
  const paths = pathsOf(repoRoot);
  const environment = readEnvironment(repoRoot);
  const ownUrl = environment.read('DATABASE_URL') ?? null;
  const emptied = ownUrl && args.includes('--database') ? ownUrl : null;
  await confirm(args, paths, emptied);
  const { lock, stopped } = await stopRunning(paths);
  if (stopped) console.log('Stopped the Parley that ran here.');
  await removeEverything(paths);
  rmSync(paths.state, { recursive: true, force: true });
  lock.release();
  console.log(`Removed ${paths.state}: embedded database, secrets, logs, stamps. Removed web’s build.`);
  if (emptied) await emptyOwn(emptied);
  else sayLeftAlone(environment);
  console.log('The next start begins anew: npx -y pnpm@12 start');
  return 0;
}

async function confirm(args: string[], paths: Paths, emptied: string | null): Promise<void> {
  if (args.includes('--yes')) return;
  console.log(`This removes everything that Parley keeps in ${paths.state}: conversations, secrets, logs.`);
  if (emptied) console.log(`It also empties your own database ${placeOf(emptied)}.`);
  const word = emptied ? new URL(emptied).pathname.slice(1) : 'reset';
  if (await typedWord(word, { input: process.stdin, output: process.stdout })) return;
  throw new Refusal('Nothing was removed. (Without a terminal to ask, say --yes.)');
}

async function removeEverything(paths: Paths): Promise<void> {
  const left = readRun(paths.run);
  if (left) await endLeftovers(left.children);
  await removeEmbedded(paths.postgres);
  rmSync(join(paths.root, 'apps/web/.next'), { recursive: true, force: true });
}

async function emptyOwn(url: string): Promise<void> {
  await emptyDatabase(url);
  console.log(`Emptied ${placeOf(url)}. The roles stay, because they belong to the whole server.`);
}

function sayLeftAlone(environment: Environment): void {
  const url = environment.read('DATABASE_URL');
  if (url) console.log(`Left alone: your own database ${placeOf(url)}. To empty it too: pnpm reset --database`);
}
