import { expect, test } from 'vitest';
import { tokenFrom } from './token.ts';

test('the token is what stands after the #', () => {
  expect(tokenFrom('#token=abc-_.123')).toBe('abc-_.123');
  expect(tokenFrom('#token=a%2Bb')).toBe('a+b');
  expect(tokenFrom('')).toBe('');
  expect(tokenFrom('#other=1')).toBe('');
});
