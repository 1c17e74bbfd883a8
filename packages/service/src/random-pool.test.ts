import { expect, test } from 'vitest';
import { createRandomPool } from './random-pool.ts';

test('no byte is given out twice, across many refills', () => {
  const random = createRandomPool();
  const seen = new Set(Array.from({ length: 5_000 }, () => Buffer.from(random(16)).toString('hex')));
  expect(seen.size).toBe(5_000);
});

test('what was given out stays as it is until it is used', () => {
  const random = createRandomPool();
  const first = random(16);
  const copy = Buffer.from(first);
  random(16);
  expect(Buffer.from(first)).toEqual(copy);
});

test('a wish larger than the pool is met', () => {
  expect(createRandomPool()(20_000)).toHaveLength(20_000);
});
