import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Check } from './health.ts';
import { createMetrics } from './metrics.ts';
import { createOpsHandler, type OpsServer, startOpsServer } from './ops-server.ts';
import { probe } from './probe.ts';

let server: OpsServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function serve(checks: () => Promise<readonly Check[]>) {
  const version = { version: '1.2.3', commit: 'abc1234', startedAt: new Date('2026-01-01T00:00:00Z') };
  const handler = createOpsHandler({ metrics: createMetrics('worker'), checks, version });
  server = await startOpsServer({ host: '127.0.0.1', port: 0, handler });
  const base = `http://127.0.0.1:${server.port}`;
  return (path: string, init?: RequestInit) => fetch(base + path, init);
}

const well = async (): Promise<Check[]> => [{ name: 'database', ok: true, detail: 'answers in 2 ms' }];

test('answers every page', async () => {
  const get = await serve(well);
  for (const path of ['/healthz', '/livez', '/healthz?x=1']) {
    expect(await (await get(path)).json()).toEqual({ status: 'ok' });
  }
  expect(await (await get('/readyz')).json()).toEqual({ status: 'ready', checks: await well() });
  expect(await (await get('/version')).json()).toEqual({
    version: '1.2.3',
    commit: 'abc1234',
    startedAt: '2026-01-01T00:00:00.000Z',
    node: process.version,
  });
  const metrics = await get('/metrics');
  expect(metrics.headers.get('content-type')).toContain('text/plain');
  expect(await metrics.text()).toContain('parley_turns_total');
});

test('not ready: 503, which check, and what to do; liveness is not touched', async () => {
  const get = await serve(async () => [
    ...(await well()),
    await probe({
      name: 'queue',
      look: () => Promise.reject(new AggregateError([new Error('connect ECONNREFUSED redis://:canary@h:6379')])),
      remedy: 'Start Redis, or check REDIS_URL.',
    }),
    { name: 'role', ok: false, detail: 'postgres://app:canary@db could read everything.' },
  ]);
  const answer = await get('/readyz');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const detail = 'connect ECONNREFUSED redis://:***@h:6379. Start Redis, or check REDIS_URL.';
  expect(await answer.json()).toEqual({
    status: 'not_ready',
    message: `queue: ${detail} role: postgres://app:***@db could read everything.`,
    checks: [
      ...(await well()),
      { name: 'queue', ok: false, detail },
      { name: 'role', ok: false, detail: 'postgres://app:***@db could read everything.' },
    ],
  });
  expect((await get('/livez')).status).toBe(200);
});

test('a check that hangs is not well', async () => {
  const check = await probe({ name: 'database', look: () => new Promise(() => {}), remedy: 'Look.', limitMs: 5 });
  expect(check).toEqual({ name: 'database', ok: false, detail: 'no answer within 5 ms. Look.' });
});

test('refuses what it is not for, and survives checks that throw', async () => {
  const get = await serve(() => Promise.reject(new Error('postgres://app:canary@db')));
  expect((await get('/readyz', { method: 'POST' })).status).toBe(405);
  expect((await get('/')).status).toBe(404);
  expect((await get('/constructor')).status).toBe(404);
  const head = await get('/healthz', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  const failed = await get('/readyz');
  expect(failed.status).toBe(500);
  expect(await failed.text()).not.toContain('canary');
});

test('closing waits for no one who only holds the line, and frees the port', async () => {
  await serve(well);
  const port = server?.port ?? 0;
  const holder = connect(port, '127.0.0.1');
  await new Promise((connected) => holder.once('connect', connected));
  const hungUp = new Promise((closed) => holder.once('close', closed));
  await server?.close();
  await hungUp;
  const again = await startOpsServer({ host: '127.0.0.1', port, handler: () => false });
  expect(again.port).toBe(port);
  await again.close();
});

test('a taken port is refused', async () => {
  await serve(well);
  const taken = startOpsServer({ host: '127.0.0.1', port: server?.port ?? 0, handler: () => false });
  await expect(taken).rejects.toThrow(/EADDRINUSE/);
});
