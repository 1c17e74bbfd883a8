import { expect, test } from 'vitest';
import { nextPath, signInHref } from './next-path.ts';

test('a path of this dashboard is kept with its query', () => {
  expect(nextPath('/audit?action=team', '/x')).toBe('/audit?action=team');
});

test.each([
  undefined,
  '',
  'audit',
  '//evil.example/a',
  '/\\evil.example',
  '/\t/evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  ['/a', '/b'],
])('%j leads nowhere but to the usual place', (given) => {
  expect(nextPath(given, '/usual')).toBe('/usual');
});

test('what is asked for survives the way through sign-in', () => {
  const href = signInHref('/audit?action=team&actor=usr_1');
  const given = new URL(href, 'http://a.test').searchParams.get('next') ?? undefined;
  expect(nextPath(given, '/usual')).toBe('/audit?action=team&actor=usr_1');
});
