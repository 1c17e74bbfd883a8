import type { IncomingHttpHeaders, Server } from 'node:http';
import { listen } from '@parley/service/listen';
import { silentLogger } from '@parley/telemetry/logger';
import { afterEach, expect, test } from 'vitest';
import { configFrom } from './config/config.ts';
import type { WebContext } from './context.ts';
import { createForwarder } from './http/forward.ts';
import { createPagesDoor } from './http/pages-door.ts';
import { createServer } from './server.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const config = configFrom({
  PARLEY_MODE: 'production',
  PARLEY_COMMIT: 'abc1234',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'silent',
  WEB_PORT: 0,
  PARLEY_API_URL: 'http://127.0.0.1:1',
  PARLEY_CHAT_PAGE_URL: 'http://127.0.0.1:4400/',
  NODE_ENV: 'production',
});

async function startServer(changes: Partial<typeof config> = {}) {
  const now = () => new Date('2026-11-20T08:00:00Z');
  let byte = 0;
  const randomBytes = (size: number) => new Uint8Array(size).fill(byte++);
  const forwarder = createForwarder({ apiUrl: config.apiUrl, webToken: null, log: silentLogger, now, randomBytes });
  const ctx: WebContext = { config: { ...config, ...changes }, log: silentLogger, forwarder, now, randomBytes };
  const pages = createPagesDoor();
  const server = createServer(ctx, { pages, startedAt: now() });
  servers.push(server);
  const url = `http://127.0.0.1:${await listen(server, { host: '127.0.0.1', port: 0 })}`;
  const seen: IncomingHttpHeaders[] = [];
  const openPages = () =>
    pages.open(async (request, response) => {
      seen.push(request.headers);
      response.end('a page');
    });
  return { url, seen, openPages };
}

test('it is alive before its pages are ready', async () => {
  const { url, openPages } = await startServer();
  for (const path of ['/healthz', '/livez?probe=1']) expect((await fetch(url + path)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  openPages();
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${url}/version`)).json()).toMatchObject({
    commit: 'abc1234',
    startedAt: '2026-11-20T08:00:00.000Z',
  });
});

test('a page asked for early is answered when the pages are ready', async () => {
  const { url, openPages } = await startServer();
  const early = fetch(`${url}/status`);
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  openPages();
  expect(await (await early).text()).toBe('a page');
});

test('the api’s paths need no pages', async () => {
  const { url } = await startServer();
  expect((await fetch(`${url}/v1/status`)).status).toBe(503);
});

test('every page has a policy with a nonce of its own, which the page learns', async () => {
  const { url, seen, openPages } = await startServer();
  openPages();
  const policies = [await fetch(url), await fetch(url)].map((answer) => answer.headers.get('content-security-policy'));
  const nonces = seen.map((headers) => headers['x-parley-nonce']);
  expect(new Set(nonces).size).toBe(2);
  for (const [place, policy] of policies.entries()) {
    expect(policy).toContain(`script-src 'self' 'nonce-${nonces[place]}' 'strict-dynamic';`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(seen[place]?.['content-security-policy']).toBe(policy);
  }
});

test('the other headers that keep a page to itself', async () => {
  const { url, openPages } = await startServer();
  openPages();
  const { headers } = await fetch(url);
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
  });
});

test('a browser cannot tell the pages what only the server knows', async () => {
  const { url, seen, openPages } = await startServer({ chatPageUrl: null });
  openPages();
  await fetch(url, {
    headers: {
      'x-parley-nonce': 'evil',
      'x-parley-chat-page': 'javascript:alert(1)',
      'content-security-policy': "script-src 'nonce-evil'",
    },
  });
  expect(JSON.stringify(seen)).not.toMatch(/evil|alert/);
});
