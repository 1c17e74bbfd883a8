import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedOptions, removeEmbedded, startEmbedded } from './embedded.ts';
import { openTempDir, SUPPORTED } from './test-server.ts';
import { withClient } from './with-client.ts';

// Most tests are about a later start: they begin with a copy of a cluster that was made once.
let made: string;
let dir: string;
beforeAll(async () => {
  made = path.join(openTempDir(), 'pg');
  await (await startEmbedded({ dataDir: made, durable: false })).stop();
});
afterAll(() => rmSync(path.dirname(made), { recursive: true, force: true }));
beforeEach(() => {
  dir = openTempDir();
});
afterEach(async () => {
  await removeEmbedded(path.join(dir, 'pg'));
  rmSync(dir, { recursive: true, force: true });
});

const copyCluster = (to: string) => spawnSync('cp', ['-a', made, to]);

const start = (options: Partial<EmbeddedOptions> = {}) =>
  startEmbedded({ dataDir: path.join(dir, 'pg'), durable: false, ...options });

const ask = async (url: string, text: string) =>
  withClient(url, async (client) => (await client.query({ text, rowMode: 'array' })).rows.flat());

describe.each(SUPPORTED)('$name', ({ binaries }) => {
  test('keeps its data from one start to the next, and only its owner gets in', async () => {
    const first = await start({ binaries });
    await ask(first.ownerUrl(), 'create table kept as select 7 as n');
    await first.stop();
    const second = await start({ binaries });

    expect(second.adopted).toBe(false);
    expect(await ask(second.ownerUrl(), 'select n from kept')).toEqual([7]);
    expect(statSync(path.join(dir, 'pg/cluster/password')).mode & 0o777).toBe(0o600);
    const wrong = second.ownerUrl().replace(/:[^:@]+@/, ':guessed@');
    await expect(ask(wrong, 'select 1')).rejects.toThrow('password authentication failed');
    expect(await ask(second.ownerUrl(), 'show listen_addresses')).toEqual(['127.0.0.1']);
    expect(await ask(second.ownerUrl(), 'show unix_socket_directories')).toEqual(['']);
    expect(await ask(second.ownerUrl(), 'show server_encoding')).toEqual(['UTF8']);
  });

  test('what was committed outlives kill -9 of the server', async () => {
    const first = await start({ binaries, durable: true });
    await ask(first.ownerUrl(), 'create table kept as select 7 as n');
    process.kill(first.pid, 'SIGKILL');
    const second = await start({ binaries, durable: true });

    expect(second.pid).not.toBe(first.pid);
    expect(await ask(second.ownerUrl(), 'select n from kept')).toEqual([7]);
  });
});

async function startTwice(): Promise<void> {
  const [one, two] = await Promise.all([start(), start()]);
  expect(two.pid).toBe(one.pid);
  expect([one.adopted, two.adopted].sort()).toEqual([false, true]);
}

test('two first starts in one clone make one cluster and share one server', startTwice);

test('what an interrupted first start left behind is swept away', async () => {
  const leftover = path.join(dir, 'pg/unfinished-999999999-0');
  mkdirSync(leftover, { recursive: true });
  await start();
  expect(existsSync(leftover)).toBe(false);
});

describe('with a cluster from an earlier start', () => {
  beforeEach(() => void copyCluster(path.join(dir, 'pg')));

  test('two later starts in one clone share one server', startTwice);

  test('a running server is adopted, and its adopter can stop it', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });

    await second.stop();
    await expect(ask(first.ownerUrl(), 'select 1')).rejects.toThrow('ECONNREFUSED');
    await first.stop();
  });

  test('a server that forgets what it acknowledged is not adopted as one that keeps it', async () => {
    const careless = await start({ durable: false });
    await expect(start({ durable: true })).rejects.toThrow('does not keep what it has through a crash');
    await careless.stop();
    expect(await ask((await start({ durable: true })).ownerUrl(), 'show fsync')).toEqual(['on']);
  });

  test('a pid file whose number now belongs to a stranger does not stop a start', async () => {
    const first = await start();
    const pidFile = path.join(dir, 'pg/cluster/data/postmaster.pid');
    const text = readFileSync(pidFile, 'utf8');
    await first.stop();
    writeFileSync(pidFile, text.replace(String(first.pid), String(process.pid)));

    expect((await start()).adopted).toBe(false);
  });

  test('an empty pid file, as a crash of the machine leaves it, does not stop a start', async () => {
    const pidFile = path.join(dir, 'pg/cluster/data/postmaster.pid');
    writeFileSync(pidFile, '');
    utimesSync(pidFile, new Date(0), new Date(0));
    expect((await start()).adopted).toBe(false);
  });

  test('a taken port is replaced by a free one', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const taken = (stranger.address() as { port: number }).port;
    const server = await start({ port: taken });

    expect(server.port).not.toBe(taken);
    expect(await ask(server.ownerUrl(), 'select 1')).toEqual([1]);
    stranger.close();
  });

  test('two clones that wish for the same port both get a server', async () => {
    const other = path.join(dir, 'other');
    copyCluster(other);
    const [one, two] = await Promise.all([start({ port: 54_390 }), start({ port: 54_390, dataDir: other })]);

    expect(one.port).not.toBe(two.port);
    expect(await ask(one.ownerUrl(), 'select 1')).toEqual([1]);
    expect(await ask(two.ownerUrl(), 'select 1')).toEqual([1]);
    await removeEmbedded(other);
  });

  test('the databases that are asked for are made, also on a server that runs', async () => {
    await start({ databases: ['one'] });
    const server = await start({ databases: ['one', 'two'] });
    expect(await ask(server.ownerUrl('two'), 'select current_database()')).toEqual(['two']);
  });

  test('a server that cannot start says why, and what the way out is', async () => {
    const server = await start();
    await server.stop();
    writeFileSync(path.join(dir, 'pg/cluster/data/postgresql.auto.conf'), "shared_buffers = 'lots'\n");
    await expect(start()).rejects.toThrow(/invalid value for parameter "shared_buffers"[\s\S]*DATABASE_URL/);
  });
});
