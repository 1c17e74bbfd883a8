import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packHints } from './pack-hints.ts';

const bytes = (text: string) => Buffer.byteLength(text);

test('everything that fits arrives once, in order, in payloads that Postgres takes', () => {
  const hint = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 500, maxLength: 8_000 }));
  fc.assert(
    fc.property(
      fc.array(
        hint.map((text) => JSON.stringify(text)),
        { maxLength: 60 },
      ),
      (hints) => {
        const { payloads, tooBig } = packHints(hints);
        expect(Math.max(0, ...payloads.map(bytes))).toBeLessThanOrEqual(7_000);
        const fitting = hints.filter((one) => bytes(one) + 2 <= 7_000);
        expect(payloads.flatMap((payload) => JSON.parse(payload))).toEqual(fitting.map((one) => JSON.parse(one)));
        expect(tooBig).toBe(hints.length - fitting.length);
      },
    ),
  );
});

test('as few payloads as they fit in', () => {
  const hint = JSON.stringify('x'.repeat(97));
  expect(bytes(hint)).toBe(99);
  expect(packHints(Array(69).fill(hint)).payloads).toHaveLength(1);
  expect(packHints(Array(70).fill(hint)).payloads).toHaveLength(2);
  expect(packHints([])).toEqual({ payloads: [], tooBig: 0 });
});
