import { expect, test } from 'vitest';
import { expiryOf, isScope, keyState, tryIt } from './keys.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

test('a key works until its moment comes, and revoked is the last word', () => {
  const at = (expires_at: string | null, revoked_at: string | null = null) =>
    keyState({ expires_at, revoked_at }, NOW).word;
  expect(at(null)).toBe('Works');
  expect(at('2026-03-01T12:00:01Z')).toBe('Works');
  expect(at('2026-03-01T12:00:00Z')).toBe('Expired');
  expect(at('2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z')).toBe('Revoked');
});

test('a lifetime is counted from now; without one nothing is said', () => {
  expect(expiryOf(30, NOW)).toBe('2026-03-31T12:00:00.000Z');
  expect(expiryOf(null, NOW)).toBeUndefined();
});

test('what to try is offered only where the scopes open it', () => {
  expect(tryIt('http://a.test', 'parley_live_x', ['read'])).toBe(
    'curl -H "Authorization: Bearer parley_live_x" http://a.test/v1/organisation',
  );
  expect(tryIt('http://a.test', 'parley_live_x', ['ingest:write'])).toBeNull();
});

test('a scope is one of ours', () => {
  expect(isScope('read')).toBe(true);
  expect(isScope('everything')).toBe(false);
});
