import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Embedded, removeEmbedded, startEmbedded } from './embedded.ts';
import { findBinaries } from './find-binaries.ts';
import { canReach } from './reach.ts';
import { openTempDir } from './test-server.ts';
import { withClient } from './with-client.ts';

const NOBODY = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;
const { root } = findBinaries();

let dir: string;
let dataDir: string;
beforeEach(() => {
  dir = openTempDir();
  dataDir = path.join(dir, 'clone with a space/.parley/pg');
});
afterEach(async () => {
  await removeEmbedded(dataDir);
  rmSync(dir, { recursive: true, force: true });
});

const answer = (url: string) => withClient(url, async (client) => (await client.query('select 7 as n')).rows[0].n);

/** A launcher in a process of its own, as the account given. */
async function launchInChild(
  account: { uid: number; gid: number } | object,
): Promise<{ child: ChildProcess; server: Pick<Embedded, 'pid' | 'adopted'> & { url: string } }> {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))});
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
    console.log(JSON.stringify({ ...server, url: server.ownerUrl() }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
    ...account,
  });
  for await (const line of createInterface({ input: child.stdout })) return { child, server: JSON.parse(line) };
  throw new Error('the launcher ended without a word');
}

const end = (child: ChildProcess, signal: NodeJS.Signals) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    process.kill(-(child.pid ?? 0), signal); // to its whole group, as a terminal does
  });

test.each(['SIGINT', 'SIGKILL'] as const)(
  'a launcher ended by %s leaves a server that the next start adopts',
  async (signal) => {
    const { child, server } = await launchInChild({});
    await end(child, signal);

    const next = await startEmbedded({ dataDir, durable: false });
    expect(next).toMatchObject({ pid: server.pid, adopted: true });
    expect(await answer(next.ownerUrl())).toBe(7);
  },
);

describe.runIf(isRoot)('as root', () => {
  test('the server runs as another account, in the clone when that is open', async () => {
    const server = await startEmbedded({ dataDir, durable: false });
    expect(existsSync(path.join(dataDir, 'cluster/data'))).toBe(true);
    expect(statSync(`/proc/${server.pid}`).uid).not.toBe(0);
    expect(await answer(server.ownerUrl())).toBe(7);
  });

  test('in a closed folder the data lies elsewhere, is found again, and is removed with the clone', async () => {
    mkdirSync(path.dirname(dataDir), { recursive: true });
    chmodSync(path.join(dir, 'clone with a space'), 0o700);
    const lines: string[] = [];
    const first = await startEmbedded({ dataDir, durable: false, onLine: (line) => lines.push(line) });
    await withClient(first.ownerUrl(), (client) => client.query('create table kept as select 7 as n'));
    await first.stop();
    const second = await startEmbedded({ dataDir, durable: false });

    const home = /the data is in (.+)$/m.exec(lines.join('\n'))?.[1] ?? '';
    expect(home.startsWith(dir)).toBe(false);
    expect(
      await withClient(second.ownerUrl(), async (client) => (await client.query('select n from kept')).rows),
    ).toEqual([{ n: 7 }]);
    await removeEmbedded(dataDir);
    expect([existsSync(home), existsSync(dataDir)]).toEqual([false, false]);
  });

  test('a copy of a clone whose data lies elsewhere gets a database of its own', async () => {
    const closed = path.join(dir, 'clone with a space');
    mkdirSync(path.dirname(dataDir), { recursive: true });
    chmodSync(closed, 0o700);
    const original = await startEmbedded({ dataDir, durable: false });
    const copyDir = path.join(dir, 'copy/.parley/pg');
    cpSync(closed, path.join(dir, 'copy'), { recursive: true });
    chmodSync(path.join(dir, 'copy'), 0o700);
    const copy = await startEmbedded({ dataDir: copyDir, durable: false });

    expect(copy.pid).not.toBe(original.pid);
    await removeEmbedded(copyDir);
    expect(await answer(original.ownerUrl())).toBe(7);
  });

  test('data in a folder that was closed since is not lost from sight', async () => {
    const first = await startEmbedded({ dataDir, durable: false });
    await first.stop();
    chmodSync(path.join(dir, 'clone with a space'), 0o700);
    await expect(startEmbedded({ dataDir, durable: false })).rejects.toThrow(/can no longer reach .*chmod o\+x/);
  });

  test.runIf(root)('programs that only root can read are copied to where the server can', async () => {
    const closed = path.join(dir, 'closed/native');
    cpSync(root ?? '', closed, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'go=', path.join(dir, 'closed')]);
    const server = await startEmbedded({
      dataDir,
      durable: false,
      binaries: { root: closed, binDir: path.join(closed, 'bin'), version: '18.0' },
    });

    expect(await answer(server.ownerUrl())).toBe(7);
    expect(readdirSync(dataDir)).toContain('postgres-18.0');
  });

  test('data that a plain user made stays that user’s', async () => {
    mkdirSync(dataDir, { recursive: true });
    chownSync(dataDir, NOBODY.uid, NOBODY.gid);
    const first = await startEmbedded({ dataDir, durable: false });
    await first.stop();
    const data = path.join(dataDir, 'cluster/data');
    spawnSync('chown', ['-R', `${NOBODY.uid}:${NOBODY.gid}`, dataDir]);
    const second = await startEmbedded({ dataDir, durable: false });

    expect(statSync(`/proc/${second.pid}`).uid).toBe(NOBODY.uid);
    expect(statSync(data).uid).toBe(NOBODY.uid);
    expect(await answer(second.ownerUrl())).toBe(7);
  });
});

const canBeNobody =
  isRoot &&
  canReach(import.meta.filename, { ...NOBODY, switched: true }) &&
  canReach(process.execPath, { ...NOBODY, switched: true });

describe.runIf(canBeNobody)('as a plain user', () => {
  test('a folder of mode 700 is no hindrance', async () => {
    mkdirSync(dataDir, { recursive: true });
    spawnSync('chown', ['-R', `${NOBODY.uid}:${NOBODY.gid}`, path.join(dir, 'clone with a space')]);
    chmodSync(path.join(dir, 'clone with a space'), 0o700);
    const { child, server } = await launchInChild(NOBODY);
    await end(child, 'SIGKILL');

    expect(await answer(server.url)).toBe(7);
    expect(statSync(`/proc/${server.pid}`).uid).toBe(NOBODY.uid);
    expect(existsSync(path.join(dataDir, 'cluster/data'))).toBe(true);
  });
});
