import { expect, test } from 'vitest';
import { formatAgo, formatDuration, formatMoment, formatSpan } from './time.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [0, '0 ms'],
  [0.4, '0 ms'],
  [850, '850 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [1_234, '1.2 s'],
  [9_940, '9.9 s'],
  [9_950, '10 s'],
  [59_400, '59 s'],
  [59_600, '1 min'],
  [184 * SECOND, '3 min 4 s'],
  [2 * HOUR + 5 * MINUTE + 59 * SECOND, '2 h 5 min'],
])('%d ms took %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [-5 * SECOND, '0 s'],
  [400, '0 s'],
  [12 * SECOND, '12 s'],
  [MINUTE, '1 min'],
  [HOUR - 400, '1 h'],
  [DAY - 1, '1 d'],
  [3 * DAY + 4 * HOUR + 59 * MINUTE, '3 d 4 h'],
])('%d ms is a span of %s', (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});

test.each([
  [-3 * SECOND, 'just now'],
  [1_400, 'just now'],
  [1_500, '2 s ago'],
  [134 * SECOND, '2 min 14 s ago'],
])('%d ms ago is %s', (ms, text) => {
  expect(formatAgo(ms)).toBe(text);
});

test('a moment names its day, its second and its time zone', () => {
  expect(formatMoment(new Date('2026-11-20T08:22:09Z'), 'en-GB', 'Europe/Berlin')).toBe('20 Nov 2026, 09:22:09 CET');
});
