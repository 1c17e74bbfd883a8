import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSlidingWindow } from './sliding-window.ts';

const WINDOW_MS = 60_000;

function windowAt(start = 0, maxKeys = 1_000) {
  const clock = { ms: start };
  return { clock, window: createSlidingWindow({ windowMs: WINDOW_MS, now: () => clock.ms, maxKeys }) };
}

test('a quota is used up, each caller’s own, and comes back', () => {
  const { clock, window } = windowAt();
  expect([1, 2, 3].map(() => window.take('a', 3).remaining)).toEqual([2, 1, 0]);
  expect(window.take('a', 3).allowed).toBe(false);
  expect(window.take('b', 3).allowed).toBe(true);
  clock.ms += 2 * WINDOW_MS;
  expect(window.take('a', 3).remaining).toBe(2);
});

test('a refusal says when to come back: then it is granted, and a second earlier it is not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: WINDOW_MS - 1 }),
      fc.integer({ min: 0, max: WINDOW_MS }),
      (quota, start, between) => {
        const { clock, window } = windowAt(start);
        for (let i = 0; i < Math.ceil(quota / 2); i++) window.take('a', quota);
        clock.ms += between;
        let refused = window.take('a', quota);
        while (refused.allowed) refused = window.take('a', quota);
        const refusedAt = clock.ms;
        clock.ms = refusedAt + (refused.resetSeconds - 1) * 1_000 - 1;
        if (refused.resetSeconds > 1) expect(window.take('a', quota).allowed).toBe(false);
        clock.ms = refusedAt + refused.resetSeconds * 1_000;
        expect(window.take('a', quota).allowed).toBe(true);
      },
    ),
  );
});

test('within any minute hardly more pass than the quota, however they are spread', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 200, maxLength: 200 }), (gaps) => {
      const { clock, window } = windowAt();
      const granted: number[] = [];
      for (const gap of gaps) {
        clock.ms += gap;
        if (window.take('a', 20).allowed) granted.push(clock.ms);
      }
      for (const from of granted) {
        // The window before is taken as evenly spread: the error is less than a second quota.
        expect(granted.filter((at) => at >= from && at < from + WINDOW_MS).length).toBeLessThanOrEqual(2 * 20 - 1);
      }
      for (let start = 0; start < clock.ms; start += WINDOW_MS) {
        expect(granted.filter((at) => at >= start && at < start + WINDOW_MS).length).toBeLessThanOrEqual(20);
      }
    }),
  );
});

test('a flood of callers shares one count, and those that are known keep theirs', () => {
  const { window } = windowAt(0, 3);
  window.take('a', 2);
  window.take('b', 2);
  window.take('c', 2);
  expect([window.take('d', 2), window.take('e', 2), window.take('f', 2)].map(({ allowed }) => allowed)).toEqual([
    true,
    true,
    false,
  ]);
  expect(window.take('a', 2).allowed).toBe(true);
});
