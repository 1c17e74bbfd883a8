import { expect, test } from 'vitest';
import { createBreakers } from './breaker.ts';

function breakerAt(start = 0) {
  const clock = { now: start };
  const breakers = createBreakers(() => clock.now);
  const fail = (times: number) => {
    for (let i = 0; i < times; i++) breakers.failed('m');
  };
  return { clock, fail, ...breakers };
}

test('opens at the fifth failure in a row, and a success between forgets the others', () => {
  const { allows, fail, succeeded } = breakerAt();
  fail(4);
  succeeded('m');
  fail(4);
  expect(allows('m')).toBe(true);
  fail(1);
  expect(allows('m')).toBe(false);
  expect(allows('another')).toBe(true);
});

test('half open, one caller looks; what it finds closes or opens it again, for longer', () => {
  const { allows, clock, fail, succeeded } = breakerAt();
  fail(5);
  clock.now = 9_999;
  expect(allows('m')).toBe(false);
  clock.now = 10_000;
  expect([allows('m'), allows('m'), allows('m')]).toEqual([true, false, false]);
  fail(1);
  clock.now = 29_999;
  expect(allows('m')).toBe(false);
  clock.now = 30_000;
  expect(allows('m')).toBe(true);
  succeeded('m');
  expect([allows('m'), allows('m')]).toEqual([true, true]);
});

test('a caller that looks and never comes back does not keep it shut', () => {
  const { allows, clock, fail } = breakerAt();
  fail(5);
  clock.now = 10_000;
  expect(allows('m')).toBe(true);
  clock.now = 80_000;
  expect(allows('m')).toBe(true);
});

test('failures that were under way when it opened do not lengthen the pause', () => {
  const { allows, clock, fail } = breakerAt();
  fail(50);
  clock.now = 10_000;
  expect(allows('m')).toBe(true);
});
