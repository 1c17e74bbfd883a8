import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isKeySecret, makeKeySecret } from './key-secret.ts';

test('a secret says what it is, and always has the same length', () => {
  expect(makeKeySecret('live', randomBytes)).toMatch(/^parley_live_[0-9A-Za-z]{49}$/);
  expect(makeKeySecret('test', (size) => new Uint8Array(size))).toMatch(/^parley_test_0{43}[0-9A-Za-z]{6}$/);
  expect(makeKeySecret('test', (size) => new Uint8Array(size).fill(255))).toMatch(/^parley_test_[0-9A-Za-z]{49}$/);
});

test('different chance is a different secret', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(255), (bytes, bit) => {
      const other = Uint8Array.from(bytes, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(makeKeySecret('live', () => bytes)).not.toBe(makeKeySecret('live', () => other));
    }),
  );
});

test('one wrong character, two swapped ones and a cut-off key are no key', () => {
  const letters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];
  fc.assert(
    fc.property(
      fc.nat(60),
      fc.constantFrom(...letters),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (at, letter, bytes) => {
        const secret = makeKeySecret('live', () => bytes);
        expect(isKeySecret(secret)).toBe(true);
        const typo = secret.slice(0, at) + letter + secret.slice(at + 1);
        expect(isKeySecret(typo)).toBe(typo === secret);
        const swapped = secret.slice(0, at) + secret.charAt(at + 1) + secret.charAt(at) + secret.slice(at + 2);
        expect(isKeySecret(swapped)).toBe(swapped === secret);
        expect(isKeySecret(secret.slice(0, at))).toBe(false);
      },
    ),
  );
});

test('a live key is not a test key', () => {
  expect(isKeySecret(makeKeySecret('live', randomBytes).replace('live', 'test'))).toBe(false);
  expect(isKeySecret(`${makeKeySecret('live', randomBytes)}\n`)).toBe(false);
});
