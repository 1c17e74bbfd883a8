import { expect, test } from 'vitest';
import { countSegments } from './sms-segments.ts';

test.each([
  ['', 1],
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  // 153 places hold 76 euro signs and a half: each part carries 76.
  ['€'.repeat(153), 3],
  ['ж'.repeat(70), 1],
  ['ж'.repeat(71), 2],
  [`${'a'.repeat(70)}ж`, 2],
  ['🦷'.repeat(35), 1],
  // 67 units hold 33 pairs: each part carries 33.
  ['🦷'.repeat(67), 3],
  ['ê', 1],
])('%j takes %i segments', (text, segments) => {
  expect(countSegments(text)).toBe(segments);
});
