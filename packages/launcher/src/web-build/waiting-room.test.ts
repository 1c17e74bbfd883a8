import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { buildStep } from './build-progress.ts';
import { openWaitingRoom } from './waiting-room.ts';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function open(step: () => string) {
  const port = await freePort();
  const state = () => ({
    step: step(),
    seconds: 7,
    links: [{ text: 'Chat <page>', href: 'http://127.0.0.1:4400/chat' }],
  });
  const room = await openWaitingRoom({ port, host: '127.0.0.1', state });
  onTestFinished(() => room.close());
  return { room, port, address: `http://127.0.0.1:${port}` };
}

test('while web is being built its port tells how far it is, and is taken for web by nobody', async () => {
  let step = 'compiling';
  const { address } = await open(() => step);
  const page = await fetch(`${address}/any/page`);
  expect(page.status).toBe(503);
  const html = await page.text();
  expect(html).toContain('compiling');
  expect(html).toContain('7 s');
  expect(html).toContain('Chat &#60;page&#62;');

  step = 'generating pages';
  const answer = await fetch(`${address}/.parley/build`);
  expect(answer.headers.get('parley-waiting-room')).toBe('yes');
  expect(await answer.json()).toMatchObject({ step: 'generating pages', seconds: 7 });
});

test('once closed the port is free at once, though browsers keep connections', async () => {
  const { room, port, address } = await open(() => 'compiling');
  await fetch(address);
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
