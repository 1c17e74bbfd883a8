import { expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

it('doubles up to 20 seconds and stays there', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1_000].map((n) => backoffMs(n, () => 1))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000,
  ]);
});

it('spreads over the upper half', () => {
  expect(backoffMs(3, () => 0)).toBe(1_000);
  expect(backoffMs(3, () => 0.5)).toBe(1_500);
});
