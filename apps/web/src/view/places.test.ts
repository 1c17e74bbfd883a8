import { ROLE_PERMISSIONS } from '@parley/shared/roles';
import { expect, test } from 'vitest';
import { isCurrent, placesOf } from './places.ts';

const hrefs = (permissions: readonly string[]) =>
  placesOf(permissions).flatMap(({ places }) => places.map(({ href }) => href));

test('each role is led only to what it may read', () => {
  expect(hrefs(ROLE_PERMISSIONS.owner)).toEqual(expect.arrayContaining(['/members', '/keys', '/audit']));
  expect(hrefs(ROLE_PERMISSIONS.operator)).toContain('/audit');
  expect(hrefs(ROLE_PERMISSIONS.operator)).not.toContain('/keys');
  expect(hrefs(ROLE_PERMISSIONS.viewer)).not.toContain('/audit');
  expect(hrefs([])).toEqual(['/status']);
});

test('a group with nothing to open is not there', () => {
  expect(placesOf([]).map(({ name }) => name)).toEqual(['Operate']);
});

test('a page below another keeps it current; one that only begins alike does not', () => {
  expect(isCurrent('/teams', '/teams')).toBe(true);
  expect(isCurrent('/teams', '/teams/team_1')).toBe(true);
  expect(isCurrent('/team', '/teams')).toBe(false);
});
