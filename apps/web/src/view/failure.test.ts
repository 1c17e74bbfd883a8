import { expect, test } from 'vitest';
import { failureTitle, isFault } from './failure.ts';

test('the API speaks for itself; silence is told in our words', () => {
  expect(failureTitle({ status: 409, message: 'They are a member already.' })).toBe('They are a member already.');
  expect(failureTitle({ status: null, message: 'fetch failed' })).toMatch(/cannot be reached/);
});

test('only what is our fault is worth looking for in the logs', () => {
  expect([null, 500, 503, 499, 404].map((status) => isFault({ status }))).toEqual([true, true, true, false, false]);
});
