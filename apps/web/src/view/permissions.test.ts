import { MEMBER_PERMISSIONS } from '@parley/shared/roles';
import { expect, test } from 'vitest';
import { permissionGroups } from './permissions.ts';

test('every permission has words of its own, and a group', () => {
  const shown = permissionGroups().flatMap(({ permissions }) => permissions);
  expect(shown.map(({ permission }) => permission).toSorted()).toEqual([...MEMBER_PERMISSIONS].toSorted());
  expect(new Set(shown.map(({ words }) => words)).size).toBe(MEMBER_PERMISSIONS.length);
  for (const { permission, words } of shown) expect(words, permission).toMatch(/^[A-Z].{7,}[^.]$/);
});
