import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { until } from '../until.ts';

const MAIN = path.join(import.meta.dirname, 'main.ts');
const ENV = {
  PARLEY_MODE: 'demo',
  STREET_PORT: '0',
  TWILIO_AUTH_TOKEN: 'k3'.repeat(16),
  SLACK_SIGNING_SECRET: 's4'.repeat(16),
  SLACK_BOT_TOKEN: `xoxb-street-${'t5'.repeat(8)}`,
};

type Started = { child: ChildProcess; said: () => string };
const children: ChildProcess[] = [];

function start(env: Record<string, string | undefined>): Started {
  const child = spawn(process.execPath, [MAIN], { env: { ...ENV, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  }
  return { child, said: () => said };
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

async function startOpen(): Promise<Started & { url: string }> {
  const started = start({});
  const url = await until(() => /open at (\S+)/.exec(started.said())?.[1], { what: 'the street is open' });
  return { ...started, url };
}

test('opens, answers, and leaves when the launcher is gone', async () => {
  const { child, url } = await startOpen();
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('leaves when it is told to, even while somebody is in the middle of a request', async () => {
  const { child, url } = await startOpen();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write('POST /hooks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf');
  await once(socket, 'connect');
  await fetch(`${url}/readyz`);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  socket.destroy();
});

test.each([
  ['another address', { HOST: '0.0.0.0' }, /HOST: must be an address of this machine only/],
  ['production', { PARLEY_MODE: 'production' }, /PARLEY_MODE: must be demo/],
  ['no mode, which is production', { PARLEY_MODE: undefined }, /PARLEY_MODE: is not set/],
  ['a missing secret', { TWILIO_AUTH_TOKEN: undefined }, /TWILIO_AUTH_TOKEN: is not set/],
  ['a short secret', { SLACK_SIGNING_SECRET: 'short' }, /SLACK_SIGNING_SECRET: is too short/],
  ['a malformed channel', { PARLEY_DEMO_CHANNEL: 'chan_1' }, /PARLEY_DEMO_CHANNEL: must be an id/],
])('refuses %s, naming the variable', async (_, env, message) => {
  const { child, said } = start(env);
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(said()).toMatch(message);
});
