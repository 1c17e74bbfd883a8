import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { migrate } from '../migrate/engine.ts';
import { startEmbedded } from '../postgres/embedded.ts';
import { startTestServer, type TestServer } from '../postgres/test-server.ts';
import { assertDirectConnection } from './direct-connection.ts';
import { startFakePooler } from './fake-pooler.ts';
import { isProvedDead } from './proved-dead.ts';
import { type Registration, register } from './register.ts';

let server: TestServer;
let url: string;
let pool: pg.Pool;
beforeAll(async () => {
  server = await startTestServer();
  url = await server.newDatabase();
  await migrate(url);
  pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => {}); // a test restarts the server
});
afterAll(async () => {
  await pool.end();
  await server.remove();
});

const children: ChildProcess[] = [];
const registrations: Registration[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(registrations.splice(0).map((each) => each.stop()));
});

let count = 0;
const newId = () => `proc_${++count}`;
const factsOf = (processId: string) => ({
  processId,
  kind: 'worker',
  host: 'here',
  pid: 1,
  version: '1',
  commit: 'abc',
});

async function registerHere(processId = newId()): Promise<Registration> {
  const registration = await register({ url, ...factsOf(processId) });
  registrations.push(registration);
  return registration;
}

/** Another process of this installation. */
async function registerElsewhere(processId: string): Promise<ChildProcess> {
  const script = `
    const { register } = await import(${JSON.stringify(path.join(import.meta.dirname, 'register.ts'))});
    await register(${JSON.stringify({ url, ...factsOf(processId) })});
    console.log('alive');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(createInterface({ input: child.stdout }), 'line');
  return child;
}

const cutConnections = () =>
  pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley worker alive'`);

const until = (look: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await look()).toBe(true), { timeout: 10_000, interval: 20 });

test('a process that lives is never proved dead, and its row says what it is', async () => {
  const { processId, isAlive } = await registerHere();
  expect(isAlive()).toBe(true);
  expect(await isProvedDead(pool, processId)).toBe(false);
  const { rows } = await pool.query('select * from process where id = $1', [processId]);
  expect(rows).toMatchObject([{ kind: 'worker', host: 'here', version: '1', stopping_at: null, stopped_at: null }]);
});

test('a process that was killed is proved dead', async () => {
  const processId = newId();
  const child = await registerElsewhere(processId);
  expect(await isProvedDead(pool, processId)).toBe(false);
  child.kill('SIGKILL');
  await until(() => isProvedDead(pool, processId));
});

test('a process that is only paused is not', async () => {
  const processId = newId();
  const child = await registerElsewhere(processId);
  child.kill('SIGSTOP');
  expect(await isProvedDead(pool, processId)).toBe(false);
});

test('of an unknown process nothing is proved', async () => {
  expect(await isProvedDead(pool, 'proc_never')).toBe(false);
});

test('one that stopped in order has said so itself', async () => {
  const registration = await registerHere();
  await registration.stopping();
  expect(await isProvedDead(pool, registration.processId)).toBe(false);
  await registration.stop();
  expect(registration.isAlive()).toBe(false);
  expect(await isProvedDead(pool, registration.processId)).toBe(true);
});

test('a lost connection is told at once, and then the process comes back with another lock', async () => {
  const registration = await registerHere();
  const keyOf = async () =>
    (await pool.query('select lock_key from process where id = $1', [registration.processId])).rows[0].lock_key;
  const before = await keyOf();
  const lost = vi.fn(() => expect(registration.isAlive()).toBe(false));
  registration.onLost(lost);

  await cutConnections();
  await until(() => lost.mock.calls.length === 1);
  await until(registration.isAlive);
  expect(await isProvedDead(pool, registration.processId)).toBe(false);
  expect(await keyOf()).not.toBe(before);
});

test('who looked at the lock of a process just before it came back does not take it for dead', async () => {
  const registration = await registerHere();
  await cutConnections();
  await until(() => !registration.isAlive());
  const slowReader = {
    async query(text: string, values: unknown[]) {
      const result = await pool.query(text, values);
      await until(registration.isAlive); // it comes back between the first look and the second
      return result;
    },
  } as Pick<pg.Pool, 'query'>;
  expect(await isProvedDead(slowReader, registration.processId)).toBe(false);
});

test('a process that was paused for long trusts its proof only when the server has answered again', async () => {
  const registration = await registerHere();
  const realNow = performance.now.bind(performance);
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => realNow() + 60_000);
  expect(registration.isAlive()).toBe(false);
  await until(registration.isAlive);
  clock.mockRestore();
});

test('a restarted server proves nobody’s death, and every process reports anew', async () => {
  const gone = newId();
  const child = await registerElsewhere(gone);
  child.kill('SIGKILL');
  await until(() => isProvedDead(pool, gone));
  const [registration, leaving, left] = [await registerHere(), await registerHere(), await registerHere()];
  await left.stop();
  await pool.query('checkpoint'); // else this careless server would forget the rows themselves
  process.kill(server.pid, 'SIGQUIT'); // immediate shutdown, as after a crash
  await until(() => !registration.isAlive() && !leaving.isAlive());
  await leaving.stop();
  await startEmbedded({
    dataDir: server.dataDir,
    durable: false,
    databases: [],
    port: Number(new URL(url).port),
  });

  await until(registration.isAlive);
  expect(await isProvedDead(pool, registration.processId)).toBe(false);
  expect((await pool.query('select from process where id = $1', [gone])).rowCount).toBe(1);
  expect(await isProvedDead(pool, gone)).toBe(false);
  expect(await isProvedDead(pool, left.processId)).toBe(true); // by its own word, which needs no lock
});

test('a transaction pooler is refused by name, a direct connection is not', async () => {
  await assertDirectConnection(url);
  const pooler = await startFakePooler(url);
  await expect(assertDirectConnection(pooler.url)).rejects.toThrow(/127.0.0.1:\d+ is a transaction pooler/);
  await expect(register({ ...factsOf(newId()), url: pooler.url })).rejects.toThrow('is a transaction pooler');
  pooler.stop();
});
