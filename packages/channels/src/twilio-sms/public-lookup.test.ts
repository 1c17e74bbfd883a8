import { expect, test } from 'vitest';
import { publicLookup } from './public-lookup.ts';

const look = (host: string, all: boolean) =>
  new Promise((resolve) => publicLookup(host, { all }, (error, ...found) => resolve(error?.message ?? found)));

test('a name that leads inside has no address', async () => {
  expect(await look('localhost', true)).toMatch(/private network/);
  expect(await look('localhost', false)).toMatch(/private network/);
});

test('a public address is given as it was asked for', async () => {
  expect(await look('8.8.8.8', true)).toEqual([[{ address: '8.8.8.8', family: 4 }]]);
  expect(await look('8.8.8.8', false)).toEqual(['8.8.8.8', 4]);
});
