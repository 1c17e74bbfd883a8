import { describe, expect, test } from 'vitest';
import { canonicalJson, digest, refusalOf, storable } from './json.ts';

describe('canonical JSON', () => {
  test.each([
    [{ b: 1, a: { d: [1, { y: 2, x: 1 }], c: null } }, '{"a":{"c":null,"d":[1,{"x":1,"y":2}]},"b":1}'],
    [{ kept: 'ä"\n', left: undefined }, '{"kept":"ä\\"\\n"}'],
    [[undefined, 'x'], '[null,"x"]'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test('a digest does not depend on the order of keys, and does on everything else', () => {
    expect(digest({ a: 1, b: [1, 2] })).toBe(digest({ b: [1, 2], a: 1 }));
    expect(digest({ a: 1, b: [1, 2] })).not.toBe(digest({ a: 1, b: [2, 1] }));
    expect(digest('1')).not.toBe(digest(1));
  });
});

describe('what may not enter a run', () => {
  test.each([
    ['{"a":[{"lc":1}]}', 'has the refused key "lc"'],
    ['{"__proto__":{"admin":true}}', 'has the refused key "__proto__"'],
    ['{"a":{"constructor":1}}', 'has the refused key "constructor"'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 'is nested more than 32 levels deep'],
  ])('%s', (json, refusal) => {
    expect(refusalOf(JSON.parse(json))).toBe(refusal);
  });

  test('everything else may', () => {
    expect(refusalOf({ a: ['lc', null, 1, { proto: true }] })).toBeNull();
  });
});

describe('what Postgres cannot store is left out', () => {
  test.each([
    [
      { text: 'a\0b', list: ['\ud800', { 'k\0': '🙂' }] },
      { text: 'ab', list: ['\ufffd', { k: '🙂' }] },
    ],
    ['\udc00 lone', '\ufffd lone'],
  ])('%j', (value, stored) => {
    expect(storable(value)).toEqual(stored);
  });

  test('and everything else is not touched', () => {
    const value = { text: 'written as \\u0000, and 🙂', list: [1, null, true] };
    expect(storable(value)).toEqual(value);
  });
});
