import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removeEmbedded } from '@parley/db/postgres/embedded';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { endLeftovers } from '../installation/end-leftovers.ts';
import { isAlive } from '../installation/process-identity.ts';
import { type Run, readRun } from '../installation/run-file.ts';
import { until } from '../until.ts';

const WITHIN_MS = 90_000;
const shell = promisify(execFile);

/** A path with a space, as people have. */
const state = mkdtempSync(join(tmpdir(), 'parley start '));

type Start = { output: () => string; exit: Promise<number | null>; kill(signal: NodeJS.Signals): void };

function start(env: Record<string, string> = {}): Start {
  const entry = join(import.meta.dirname, '../testing/start-for-test.ts');
  const child = spawn(process.execPath, [entry, state], {
    env: { PATH: process.env.PATH ?? '', HOME: state, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    output: () => output,
    exit: once(child, 'exit').then(([code]) => code as number | null),
    kill: (signal) => void child.kill(signal),
  };
}

const says = async (parley: Start, text: string) => {
  if (!(await until(() => parley.output().includes(text), WITHIN_MS))) expect(parley.output()).toContain(text);
};

/** Pastes the command into a shell; what it gives to curl is sent from here, because not every machine has curl. */
async function paste(command: string): Promise<unknown> {
  const { stdout } = await shell('/bin/sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${command}`]);
  const [, url = '', ...options] = stdout.split('\0').slice(0, -1);
  const valuesOf = (option: string) => options.filter((_value, at) => options[at - 1] === option);
  const headers = valuesOf('-H').map((header) => header.split(': ') as [string, string]);
  const answer = await fetch(url, { method: 'POST', headers, body: valuesOf('-d')[0] });
  return answer.json();
}

const run = (): Run => {
  const found = readRun(join(state, 'run.json'));
  if (!found) throw new Error('nothing runs');
  return found;
};

const post = (path: string, body: object) =>
  fetch(`http://127.0.0.1:${run().ports.api}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

async function signInAsShown(box: string): Promise<void> {
  const [, email, password] = /Sign in as\s+(\S+) · (\S+)/.exec(box) ?? [];
  expect((await post('/v1/auth/sign-in/email', { email, password })).status).toBe(200);
}

async function signUpAndFindTheLetter(): Promise<void> {
  const email = 'ada@example.com';
  await post('/v1/auth/sign-up/email', { name: 'Ada', email, password: 'harbour-street-21' });
  const letters = async () => (await fetch(`http://127.0.0.1:${run().ports.street}/ledger/mail`)).text();
  expect(await until(async () => (await letters()).includes(email), WITHIN_MS)).toBe(true);
}

afterAll(async () => {
  const left = readRun(join(state, 'run.json'));
  if (left) await endLeftovers(left.children);
  await removeEmbedded(join(state, 'postgres'));
});

test(
  'a first start serves, its command gets an answer, a killed worker comes back, and Ctrl-C ends everything',
  async () => {
    const parley = start();
    await says(parley, 'hello-1');

    expect(await paste(parley.output().slice(parley.output().indexOf('curl -s')))).toMatchObject({
      status: 'answered',
      replies: [{ model: expect.stringContaining('demo model') }],
    });
    await signInAsShown(parley.output());
    await signUpAndFindTheLetter();

    const { worker } = run().children;
    if (!worker) throw new Error('no worker runs');
    process.kill(worker.pid, 'SIGKILL');
    await says(parley, 'worker is back');

    const second = start();
    expect(await second.exit).toBe(0);
    expect(second.output()).toContain('runs in this folder already');
    expect(second.output()).toContain(run().addresses['Chat page']);

    const children = Object.values(run().children);
    parley.kill('SIGINT');
    expect(await parley.exit).toBe(0);
    expect(children.filter(isAlive)).toEqual([]);
    expect(readRun(join(state, 'run.json'))).toBeNull();
  },
  2 * WITHIN_MS,
);

test(
  'after a killed launcher its children end by themselves, and the next start takes over what still runs',
  async () => {
    const killed = start();
    await says(killed, 'hello-1');
    const children = Object.values(run().children);
    killed.kill('SIGKILL');
    await killed.exit;
    expect(await until(() => children.every((child) => !isAlive(child)), WITHIN_MS)).toBe(true);

    const next = start();
    await says(next, 'hello-1');
    expect(next.output()).toContain('was still running');
    next.kill('SIGTERM');
    expect(await next.exit).toBe(0);
  },
  2 * WITHIN_MS,
);

test(
  'a taken port is replaced, and said',
  async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };

    const parley = start({ API_PORT: String(port) });
    await says(parley, 'hello-1');
    expect(parley.output()).toContain(`port ${port} is taken; using ${run().ports.api}`);
    parley.kill('SIGINT');
    expect(await parley.exit).toBe(0);
  },
  2 * WITHIN_MS,
);

test(
  'what a mode does not allow is said before anything serves, and nothing is left running',
  async () => {
    writeFileSync(join(state, '.env'), 'SLACK_BOT_TOKEN=xoxb-real\n');
    onTestFinished(() => writeFileSync(join(state, '.env'), ''));
    const parley = start();
    expect(await parley.exit).toBe(1);
    expect(parley.output()).toContain('Production needs PARLEY_SECRET');
    expect(parley.output()).toContain('sample clinic of demo mode, which production never serves');
    expect(readFileSync(join(state, 'secrets.json'), 'utf8')).toContain('parleySecret');
    expect(readRun(join(state, 'run.json'))).toBeNull();
  },
  WITHIN_MS,
);
