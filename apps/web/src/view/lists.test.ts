import { expect, test } from 'vitest';
import { linesFrom, wordsFrom } from './lists.ts';

test('words and lines come once each, without blanks', () => {
  expect(wordsFrom(' a, b\nb,, a')).toEqual(['a', 'b']);
  expect(linesFrom('a, b\n\na, b')).toEqual(['a, b']);
});
