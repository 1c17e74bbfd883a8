import { chmodSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { type Account, chooseAccount } from './account.ts';
import { type Cluster, dataPathOf } from './cluster.ts';
import { copyBinaries } from './copy-binaries.ts';
import { type Binaries, findBinaries } from './find-binaries.ts';
import { existingHome, openHome } from './home.ts';
import { initCluster } from './init-cluster.ts';
import { canRun } from './reach.ts';

type Wish = { dataDir: string; durable: boolean; binaries?: Binaries };

/** Everything a server needs before it starts: programs and data where its account can use them, made where missing. */
export async function prepareCluster(wish: Wish, say: (line: string) => void): Promise<Cluster> {
  const binaries = wish.binaries ?? findBinaries();
  const dataDir = makeDataDir(wish.dataDir);
  const account = chooseAccount(dataPathOf(existingHome(dataDir)));
  const home = openHome(dataDir, account);
  if (home !== dataDir) say(`${dataDir} is closed to the account that runs Postgres: the data is in ${home}`);
  const binDir = reachableBinDir(binaries, account, home);
  const logPath = path.join(dataDir, 'server.log');
  const cluster = { home, dataPath: dataPathOf(home), logPath, binDir, account, durable: wish.durable };
  if (!existsSync(cluster.dataPath)) {
    say(`first start: making a database in ${cluster.dataPath}`);
    await initCluster(cluster);
  }
  return cluster;
}

function makeDataDir(wanted: string): string {
  if (mkdirSync(wanted, { recursive: true })) chmodSync(wanted, 0o755); // whatever the umask
  return realpathSync(wanted);
}

function reachableBinDir({ binDir, root, version }: Binaries, account: Account, home: string): string {
  return root === null || canRun(root, account) ? binDir : copyBinaries({ root, version }, home);
}
