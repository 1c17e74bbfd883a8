import { expect, test } from 'vitest';
import { pauseBefore, retryAfterMs } from './retry.ts';

const now = new Date('2026-03-13T09:30:00.000Z');

test.each([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'Fri, 13 Mar 2026 09:30:20 GMT' }, 20_000],
  [{ 'retry-after': 'Fri, 13 Mar 2026 09:00:00 GMT' }, 0],
  [{ 'retry-after-ms': '1500', 'retry-after': '2' }, 1_500],
  [{ 'retry-after': '86400' }, 120_000],
  [{ 'retry-after': '-3' }, 0],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '' }, null],
  [{}, null],
])('%j: %s ms', (headers, ms) => {
  expect(retryAfterMs(new Headers(headers as Record<string, string>), now)).toBe(ms);
});

test('an error without headers asks for nothing', () => {
  for (const headers of [undefined, null, {}, 'x']) expect(retryAfterMs(headers, now)).toBeNull();
});

test('pauses grow, spread by chance, and give way to what the provider asks', () => {
  expect([1, 2, 3].map((failures) => pauseBefore(failures, null, () => 0.5))).toEqual([250, 500, 1_000]);
  expect([pauseBefore(1, null, () => 0), pauseBefore(1, null, () => 1)]).toEqual([125, 375]);
  expect(pauseBefore(1, 9_000, () => 0.5)).toBe(9_000);
});
