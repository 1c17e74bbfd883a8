import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { afterEach, expect, test, vi } from 'vitest';
import { RedisUnavailable, startRedis } from './redis-server.ts';

afterEach(() => vi.unstubAllEnvs());

async function ask<T>(url: string, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { retryStrategy: () => null });
  client.on('error', () => {});
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

test('two at once, each with its own memory, gone when stopped and empty when back', async () => {
  const [one, other] = await Promise.all([startRedis(), startRedis()]);
  await ask(one.url, (client) => client.set('key', 'value'));
  expect(await ask(other.url, (client) => client.get('key'))).toBeNull();
  await one.stop();
  await expect(ask(one.url, (client) => client.get('key'))).rejects.toThrow();
  const again = await startRedis({ port: one.port });
  expect(again.url).toBe(one.url);
  expect(await ask(again.url, (client) => client.get('key'))).toBeNull();
  await Promise.all([again.stop(), other.stop()]);
});

test('a port that is taken is not shared', async () => {
  const server = await startRedis();
  const second = startRedis({ port: server.port });
  await expect(second).rejects.toThrow(RedisUnavailable);
  await server.stop();
});

test('a missing server is refused with the way out', async () => {
  vi.stubEnv('PATH', '/nonexistent');
  await expect(startRedis()).rejects.toThrow(/redis-server is missing.*apt-get install redis-server/);
});

test.skipIf(process.platform !== 'linux')(
  'a server does not outlive the process that started it, however that ends',
  async () => {
    const script = `const { startRedis } = await import(${JSON.stringify(import.meta.resolve('./redis-server.ts'))});
    console.log((await startRedis()).url);
    setInterval(() => {}, 1_000);`;
    const starter = spawn(process.execPath, ['--input-type=module', '--eval', script]);
    const [url] = await once(starter.stdout.setEncoding('utf8'), 'data');
    expect(await ask(url.trim(), (client) => client.ping())).toBe('PONG');
    starter.kill('SIGKILL');
    await vi.waitFor(() => expect(ask(url.trim(), (client) => client.ping())).rejects.toThrow(), { timeout: 5_000 });
  },
);
