import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addHistograms, emptyHistogram, percentile, record } from './latency-histogram.ts';

const of = (values: number[]) => {
  const histogram = emptyHistogram();
  for (const value of values) record(histogram, value);
  return histogram;
};

test('without values there is no percentile', () => {
  expect(percentile(emptyHistogram(), 0.5)).toBeNull();
});

test('a percentile is at most a quarter above the exact one, and never below it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, share) => {
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
        const found = percentile(of(values), share) ?? 0;
        expect(found).toBeGreaterThanOrEqual(Math.floor(exact));
        expect(found).toBeLessThanOrEqual(exact * 1.25 + 1);
      },
    ),
  );
});

test('two processes added are one process that saw everything', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60_000 })),
      fc.array(fc.integer({ min: 1, max: 60_000 })),
      (a, b) => {
        expect(addHistograms([of(a), of(b)])).toEqual(of([...a, ...b]));
      },
    ),
  );
});
