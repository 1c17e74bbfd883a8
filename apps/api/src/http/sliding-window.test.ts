import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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

describe('two processes', () => {
  /** What a store would do: adds up what it is told. */
  function exchange(...windows: ReturnType<typeof windowAt>['window'][]) {
    const store = new Map<string, number>();
    return () => {
      for (const window of windows) {
        const told = window.untold(1_000);
        const together = told.map((one) => {
          const name = `${one.window} ${one.key}`;
          store.set(name, (store.get(name) ?? 0) + one.calls);
          return { ...one, calls: store.get(name) ?? 0 };
        });
        window.learn(told, together);
      }
    };
  }

  test('share a quota as soon as they have told each other', () => {
    const [a, b] = [windowAt().window, windowAt().window];
    const tell = exchange(a, b);
    for (let i = 0; i < 6; i++) a.take('k', 8);
    tell();
    expect(b.take('k', 8).allowed).toBe(true);
    tell();
    expect(b.take('k', 8)).toMatchObject({ allowed: true, remaining: 0 });
    tell();
    expect(b.take('k', 8).allowed).toBe(false);
    // Whoever has nothing to tell hears nothing: one more call, and it knows.
    expect(a.take('k', 8).allowed).toBe(true);
    tell();
    expect(a.take('k', 8).allowed).toBe(false);
  });

  test('tell of nobody who has used little, and of each call once', () => {
    const { window } = windowAt();
    for (let i = 0; i < 11; i++) window.take('quiet', 96);
    for (let i = 0; i < 12; i++) window.take('busy', 96);
    expect(window.untold(10)).toEqual([{ window: 0, key: 'busy', calls: 12 }]);
    window.learn(window.untold(10), []);
    expect(window.untold(10)).toEqual([]);
    window.take('busy', 96);
    expect(window.untold(10)).toEqual([{ window: 0, key: 'busy', calls: 1 }]);
  });

  test('lose nothing by a store that is away: what was not told is told later', () => {
    const [a, b] = [windowAt().window, windowAt().window];
    const tell = exchange(a, b);
    for (let i = 0; i < 4; i++) a.take('k', 8);
    a.untold(1_000);
    for (let i = 0; i < 3; i++) a.take('k', 8);
    b.take('k', 8);
    tell();
    tell();
    expect(b.take('k', 8).allowed).toBe(false);
  });

  test('what many keys share beyond the bound is told to nobody', () => {
    const { window } = windowAt(0, 1);
    for (const key of ['a', 'b', 'c']) window.take(key, 8);
    expect(window.untold(10).map(({ key }) => key)).toEqual(['a']);
  });
});
