import { request } from 'node:http';
import express from 'express';
import { expect, test } from 'vitest';
import { isLoopbackAddress, onlyLoopback } from './loopback.ts';
import { serveOnLoopback } from './serve.ts';

test.each(['127.0.0.1', '127.8.9.1', '::1', 'localhost'])('%s is this machine', (host) => {
  expect(isLoopbackAddress(host)).toBe(true);
});

test.each(['0.0.0.0', '::', '10.0.0.1', '192.168.1.2', '128.0.0.1', '127.0.0.1.evil.test', 'evil.test', ''])(
  'refuses to listen on %j',
  async (host) => {
    await expect(serveOnLoopback(express(), { host })).rejects.toThrow(/loopback only/);
  },
);

/** `fetch` does not let us choose the Host header; a rebound name would. */
const statusFor = (port: number, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', headers }, (res) => resolve(res.resume().statusCode))
      .on('error', reject)
      .end();
  });

test('answers only to loopback names, and takes nothing from pages of other sites', async () => {
  const app = express()
    .use(onlyLoopback)
    .use((_, res) => void res.sendStatus(200));
  await using server = await serveOnLoopback(app);
  const status = (headers: Record<string, string>) => statusFor(server.port, headers);
  const host = `127.0.0.1:${server.port}`;

  expect(await status({ host })).toBe(200);
  expect(await status({ host: `localhost:${server.port}` })).toBe(200);
  expect(await status({ host: '[::1]:4400' })).toBe(200);
  expect(await status({ host: 'clinic.localhost:4400' })).toBe(200);
  expect(await status({ host: 'evil.test:4400' })).toBe(403);
  expect(await status({ host: '127.0.0.1.evil.test' })).toBe(403);
  expect(await status({ host: 'localhost.evil.test' })).toBe(403);
  expect(await status({ host, origin: 'http://localhost:4000' })).toBe(200);
  expect(await status({ host, origin: 'https://evil.test' })).toBe(403);
  expect(await status({ host, origin: 'null' })).toBe(403);
});
