import { afterEach, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';

const running: Platform[] = [];
afterEach(() => Promise.all(running.splice(0).map((platform) => platform.stop())));

test('production does not start on a database that holds the sample organisation', async () => {
  await expect(startPlatform({ env: { PARLEY_MODE: 'production' } })).rejects.toThrow(/holds the sample organisation/);
});

test('demo does not start on a database that holds a real organisation', async () => {
  const platform = await startPlatform();
  running.push(platform);
  await platform.database.owner.query(
    `insert into organisation values ('org_real', 'Real', 'real', false, 'UTC', '{}', now())`,
  );
  await expect(platform.startApi()).rejects.toThrow(/holds a real organisation/);
  await expect(platform.startWorker()).rejects.toThrow(/holds a real organisation/);
});

test.each([
  ['a public address', { PARLEY_PUBLIC_URL: 'https://parley.acme.com' }, /PARLEY_PUBLIC_URL/],
  ['an open port', { HOST: '0.0.0.0' }, /HOST/],
  ['a short secret', { PARLEY_SECRET: 'short' }, /PARLEY_SECRET: is too short/],
  [
    'an example as secret',
    { PARLEY_SECRET: 'change-me-change-me-change-me-change-me' },
    /PARLEY_SECRET: still has an example value/,
  ],
])('demo refuses %s, by name', async (_, env, message) => {
  await expect(startPlatform({ env })).rejects.toThrow(message);
});
