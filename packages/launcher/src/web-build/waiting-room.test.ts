import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { buildStep } from './build-progress.ts';
import type { StartState } from './progress-page.ts';
import { openWaitingRoom } from './waiting-room.ts';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function open(detail: () => string) {
  const port = await freePort();
  const state = (): StartState => ({
    phases: [{ name: 'web build', detail: detail(), ms: 7_200, state: 'running' }],
    links: [{ text: 'Chat <page>', href: 'http://127.0.0.1:4400/chat' }],
  });
  const room = await openWaitingRoom({ port, host: '127.0.0.1', state });
  onTestFinished(() => room.close());
  return { room, port, address: `http://127.0.0.1:${port}` };
}

test('while web is being built its port tells how far the start is, and is taken for web by nobody', async () => {
  let detail = 'compiling';
  const { address } = await open(() => detail);
  for (const path of ['/', '/any/page', '/readyz']) expect((await fetch(address + path)).status).toBe(503);
  const page = await (await fetch(address)).text();
  expect(page).toContain('compiling');
  expect(page).toContain('7.2 s');
  expect(page).toContain('Chat &#60;page&#62;');

  detail = 'generating pages';
  const look = await fetch(`${address}/.parley/progress`);
  expect(look.headers.get('parley-waiting-room')).toBe('yes');
  expect(await look.text()).toContain('generating pages');
});

test('once closed the port is free at once, though a browser has connected ahead of asking', async () => {
  const { room, port } = await open(() => 'compiling');
  const browser = connect(port, '127.0.0.1');
  await once(browser, 'connect');
  browser.on('error', () => {});
  await room.close();
  const web = createServer().listen(port, '127.0.0.1');
  await once(web, 'listening');
  web.close();
});

test.each([
  ['   Creating an optimized production build ...', 'compiling'],
  [' ✓ Compiled successfully in 4.1s', 'compiled'],
  ['  Skipping validation of types', 'checking'],
  ['   Collecting page data using 1 worker ...', 'collecting pages'],
  [' ✓ Generating static pages using 1 worker (3/3) in 200ms', 'generating pages'],
  ['   Finalizing page optimization ...', 'finishing'],
  ['Route (app)', null],
])('%s', (line, step) => {
  expect(buildStep(line)).toBe(step);
});
