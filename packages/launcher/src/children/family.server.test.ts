import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive, type ProcessIdentity } from '../installation/process-identity.ts';
import { fakeTerminal } from '../terminal/fake-terminal.ts';
import { until } from '../until.ts';
import { makeFamily } from './family.ts';
import type { ChildSpec } from './launch-child.ts';
import { askReadiness } from './readiness.ts';

const WITHIN_MS = 10_000;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A child as ours are: serves /readyz, ends on SIGTERM and when its channel closes. */
const GOOD_CHILD = `
  import { createServer } from 'node:http';
  const server = createServer((req, res) => res.end('ok')).listen(process.env.PORT, '127.0.0.1');
  const leave = () => process.exit(0);
  process.on('SIGTERM', () => { console.log('asked to stop'); leave(); });
  process.on('disconnect', leave);
  console.log(JSON.stringify({ level: 'warn', msg: 'a warning' }));
  console.log(JSON.stringify({ level: 'info', msg: 'only for the log' }));
`;

async function household(source: string, { sourcesChange = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'parley children '));
  writeFileSync(join(folder, 'child.mjs'), source);
  const port = await freePort();
  const notes: string[] = [];
  const givenUp: { name: string; lastLines: string[] }[] = [];
  const born: ProcessIdentity[] = [];
  const family = makeFamily({
    terminal: fakeTerminal().terminal,
    note: (line) => notes.push(line.trim()),
    logsFolder: join(folder, 'logs'),
    runFile: { childIs: (_name, identity) => void born.push(identity) },
    onGivenUp: (child) => givenUp.push(child),
    now: () => performance.now(),
    sourcesChange,
  });
  onTestFinished(() => family.kill());
  const spec: ChildSpec = {
    name: 'api',
    node: process.execPath,
    args: [join(folder, 'child.mjs')],
    cwd: folder,
    env: { PORT: String(port), FOLDER: folder },
    readyUrl: `http://127.0.0.1:${port}/readyz`,
  };
  const log = () => readFileSync(join(folder, 'logs/api.log'), 'utf8');
  return { family, spec, notes, givenUp, born, log, folder };
}

test('a child is ready when it answers; its output is in its log, its warnings on the terminal', async () => {
  const { family, spec, notes, log } = await household(GOOD_CHILD);
  await family.start(spec).ready;
  expect(await until(() => notes.length > 0, WITHIN_MS)).toBe(true);
  expect(notes).toEqual(['! api: a warning']);
  await family.stop(['api'], WITHIN_MS);
  expect(log()).toContain('only for the log');
  expect(log()).toContain('asked to stop');
});

test('a child that dies is started again, and both are said', async () => {
  const { family, spec, notes, born } = await household(GOOD_CHILD);
  await family.start(spec).ready;
  process.kill(born[0]?.pid ?? 0, 'SIGKILL');
  expect(await until(() => notes.includes('✓ api is back'), WITHIN_MS)).toBe(true);
  expect(notes).toContain('! api was ended by SIGKILL; starting it again');
  expect(born).toHaveLength(2);
  await family.stop(['api'], WITHIN_MS);
  expect(born.some(isAlive)).toBe(false);
});

test('the third death in a minute is the last, and its last lines are kept', async () => {
  const { family, spec, givenUp, born } = await household(`console.error('no database'); process.exit(3);`);
  await expect(family.start(spec).ready).rejects.toThrow('api ended with code 3');
  expect(born).toHaveLength(3);
  expect(givenUp).toMatchObject([{ name: 'api', lastLines: ['no database'] }]);
});

test('a child that does not end when asked is killed after its grace', async () => {
  const { family, spec, born } = await household(
    `${GOOD_CHILD}; process.removeAllListeners('SIGTERM'); process.on('SIGTERM', () => {});`,
  );
  await family.start(spec).ready;
  await family.stop(['api'], 50);
  expect(born.some(isAlive)).toBe(false);
});

test('stopping during the pause before a restart starts nothing more', async () => {
  const { family, spec, notes, born } = await household(`process.exit(3);`);
  family.start(spec);
  expect(await until(() => notes.length === 2, WITHIN_MS)).toBe(true);
  await family.stop(['api'], WITHIN_MS);
  expect(born).toHaveLength(2);
});

test('a renewed child is a new process, and no death is said', async () => {
  const { family, spec, notes, born } = await household(GOOD_CHILD);
  await family.start(spec).ready;
  family.renew('api');
  expect(await until(() => born.length === 2, WITHIN_MS)).toBe(true);
  await family.stop(['api'], WITHIN_MS);
  expect(notes.filter((line) => !line.includes('a warning'))).toEqual([]);
});

test('where sources change, a child that broke after serving waits for the next change', async () => {
  const { family, spec, folder, givenUp, born } = await household(GOOD_CHILD, { sourcesChange: true });
  await family.start(spec).ready;
  writeFileSync(join(folder, 'child.mjs'), 'this is no program');
  family.renew('api');
  expect(await until(() => givenUp.length === 1, WITHIN_MS)).toBe(true);
  expect(givenUp).toMatchObject([
    { awaitsChange: true, lastLines: expect.arrayContaining([expect.stringContaining('SyntaxError')]) },
  ]);
  expect(born).toHaveLength(4);

  writeFileSync(join(folder, 'child.mjs'), GOOD_CHILD);
  family.renew('api');
  expect(await until(async () => (await askReadiness(spec.readyUrl)).ready, WITHIN_MS)).toBe(true);
  await family.stop(['api'], WITHIN_MS);
  expect(born).toHaveLength(5);
});

test('a child that waits for a change can be stopped', async () => {
  const { family, spec, folder, givenUp } = await household(GOOD_CHILD, { sourcesChange: true });
  await family.start(spec).ready;
  writeFileSync(join(folder, 'child.mjs'), 'this is no program');
  family.renew('api');
  expect(await until(() => givenUp.length === 1, WITHIN_MS)).toBe(true);
  await family.stop(['api'], WITHIN_MS);
});

/** A launcher of one child, in a process group of its own, as in a terminal. */
async function launcherOf(spec: ChildSpec, folder: string) {
  const launchChild = new URL('./launch-child.ts', import.meta.url).href;
  writeFileSync(
    join(folder, 'launcher.mjs'),
    `import { launchChild } from ${JSON.stringify(launchChild)};
     process.on('SIGINT', () => process.send('interrupted'));
     process.send(launchChild(${JSON.stringify(spec)}, () => {}).identity);`,
  );
  const launcher = fork(join(folder, 'launcher.mjs'), { execPath: process.execPath, detached: true });
  const [child] = (await once(launcher, 'message')) as [ProcessIdentity];
  expect(await until(async () => (await askReadiness(spec.readyUrl)).ready, WITHIN_MS)).toBe(true);
  onTestFinished(async () => {
    launcher.kill('SIGKILL');
    await until(() => !isAlive(child), WITHIN_MS);
  });
  return { launcher, child };
}

test('a child ends when the launcher is killed', async () => {
  const { spec, folder } = await household(GOOD_CHILD);
  const { launcher, child } = await launcherOf(spec, folder);
  launcher.kill('SIGKILL');
  expect(await until(() => !isAlive(child), WITHIN_MS)).toBe(true);
});

test('a Ctrl-C in the terminal reaches the launcher, not its children', async () => {
  const { spec, folder } = await household(GOOD_CHILD);
  const { launcher, child } = await launcherOf(spec, folder);
  const told = once(launcher, 'message');
  process.kill(-(launcher.pid ?? 0), 'SIGINT');
  expect((await told)[0]).toBe('interrupted');
  expect(await askReadiness(spec.readyUrl)).toMatchObject({ ready: true });
  expect(isAlive(child)).toBe(true);
});
