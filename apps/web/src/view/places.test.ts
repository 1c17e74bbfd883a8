import { ROLE_PERMISSIONS } from '@parley/shared/roles';
import { expect, test } from 'vitest';
import { placesOf } from './places.ts';

const hrefs = (permissions: readonly string[]) => placesOf(permissions).map(({ href }) => href);

test('each role is led only to what it may read', () => {
  expect(hrefs(ROLE_PERMISSIONS.owner)).toEqual(['/members', '/teams', '/keys', '/audit', '/organisation']);
  expect(hrefs(ROLE_PERMISSIONS.operator)).toEqual(['/members', '/teams', '/audit', '/organisation']);
  expect(hrefs(ROLE_PERMISSIONS.viewer)).toEqual(['/members', '/teams', '/organisation']);
  expect(hrefs([])).toEqual([]);
});
