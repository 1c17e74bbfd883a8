import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../until.ts';
import { endLeftovers } from './end-leftovers.ts';
import { holdLock } from './hold-lock.ts';
import { identify, isAlive } from './process-identity.ts';
import { liveRun, openRunFile, readRun } from './run-file.ts';
import { installationSecrets } from './secrets.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'parley state '));

function startNode(code: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

test('secrets are made once, differ between installations, and only their owner can read them', () => {
  const path = join(folder(), 'secrets.json');
  const first = installationSecrets(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(installationSecrets(path)).toEqual(first);
  expect(installationSecrets(join(folder(), 'secrets.json')).parleySecret).not.toBe(first.parleySecret);
  expect(first.parleySecret.length).toBeGreaterThanOrEqual(32);
});

test('a secrets file that others can read is closed, and what an older version did not make is added', () => {
  const path = join(folder(), 'secrets.json');
  writeFileSync(path, JSON.stringify({ parleySecret: 'kept', rolePasswords: { parley_app: 'kept too' } }));
  chmodSync(path, 0o644);
  const secrets = installationSecrets(path);
  expect(secrets.parleySecret).toBe('kept');
  expect(secrets.rolePasswords.parley_app).toBe('kept too');
  expect(secrets.rolePasswords.parley_auth).toHaveLength(32);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(secrets);
});

test('a whole secrets file that was copied with wider permissions is closed again', () => {
  const path = join(folder(), 'secrets.json');
  installationSecrets(path);
  chmodSync(path, 0o644);
  installationSecrets(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a broken secrets file is never overwritten', () => {
  const path = join(folder(), 'secrets.json');
  writeFileSync(path, '{"parleySecret": "half');
  expect(() => installationSecrets(path)).toThrow(/pnpm reset/);
  expect(readFileSync(path, 'utf8')).toBe('{"parleySecret": "half');
});

test('one holder at a time; a killed holder’s lock is free again', async () => {
  const path = join(folder(), 'lock');
  const holder = startNode(`
    const { holdLock } = await import(${JSON.stringify(new URL('./hold-lock.ts', import.meta.url).href)});
    globalThis.lock = holdLock(${JSON.stringify(path)});
    console.log(lock ? 'held' : 'refused');
    setInterval(() => {}, 1000);
  `);
  const [said] = await once(holder.stdout, 'data');
  expect(String(said)).toBe('held\n');
  expect(holdLock(path)).toBeNull();

  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = holdLock(path);
  expect(lock).not.toBeNull();
  lock?.release();
  const again = holdLock(path);
  expect(again).not.toBeNull();
  again?.release();
});

test('a lock that cannot be written is told in words', () => {
  const path = join(folder(), 'a file');
  writeFileSync(path, '');
  expect(() => holdLock(join(path, 'lock'))).toThrow(/cannot be written/);
});

test('a run is written for others to read, and a file that is not one is no run', () => {
  const path = join(folder(), 'run.json');
  const launcher = identify(process.pid);
  if (!launcher) throw new Error('this process has no identity');
  const file = openRunFile(path, {
    launcher,
    startedAt: '2026-11-20T08:00:00Z',
    mode: null,
    addresses: {},
    ports: {},
    children: {},
  });
  file.childIs('api', { pid: 7, startedAt: 'then' });
  file.update({ mode: 'demo' });
  expect(readRun(path)).toMatchObject({ mode: 'demo', launcher, children: { api: { pid: 7, startedAt: 'then' } } });
  expect(liveRun(path)?.mode).toBe('demo');
  file.update({ launcher: { ...launcher, startedAt: 'before' } });
  expect(liveRun(path)).toBeNull();
  file.remove();
  expect(readRun(path)).toBeNull();
  writeFileSync(path, 'not json');
  expect(readRun(path)).toBeNull();
});

test('a later process with the same number is not mistaken for the one that was started', () => {
  const me = identify(process.pid);
  if (!me) throw new Error('this process has no identity');
  expect(isAlive(me)).toBe(true);
  expect(isAlive({ ...me, startedAt: 'before' })).toBe(false);
});

test('children that a killed launcher left are ended, also those that do not listen; others are not touched', async () => {
  const polite = startNode('setInterval(() => {}, 1000); console.log(1)');
  const stranger = startNode('setInterval(() => {}, 1000); console.log(1)');
  await Promise.all([once(polite.stdout, 'data'), once(stranger.stdout, 'data')]);
  const [left, other] = [identify(polite.pid ?? 0), identify(stranger.pid ?? 0)];
  if (!left || !other) throw new Error('the children did not start');

  expect(await endLeftovers({ api: left, worker: { ...other, startedAt: 'another time' } })).toEqual(['api']);
  expect(isAlive(left)).toBe(false);
  expect(isAlive(other)).toBe(true);
});

test('a leftover that ignores SIGTERM is killed', async () => {
  const deaf = startNode("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log(1)");
  await once(deaf.stdout, 'data');
  const left = identify(deaf.pid ?? 0);
  if (!left) throw new Error('the child did not start');
  expect(await endLeftovers({ api: left }, 100)).toEqual(['api']);
  expect(await until(() => !isAlive(left), 1_000)).toBe(true);
});
