import { expect, test } from 'vitest';
import { deriveKey } from './derive-key.ts';

const SECRET = 'a-secret-for-tests-only-0123456789abcdef';

test('the same secret and purpose give the same key; another of either gives another', () => {
  const key = deriveKey(SECRET, 'parley/audit');
  expect(key).toHaveLength(32);
  expect(deriveKey(SECRET, 'parley/audit')).toEqual(key);
  expect(deriveKey(SECRET, 'parley/identity')).not.toEqual(key);
  expect(deriveKey(`${SECRET}!`, 'parley/audit')).not.toEqual(key);
});
