import { expect, test } from 'vitest';
import { givableRoles, INVITABLE_ROLES, initialsOf, mayTouch } from './people.ts';

test('initials are of the first and the last name, in whole letters', () => {
  expect(initialsOf('Ada Lovelace')).toBe('AL');
  expect(initialsOf('Augusta Ada King')).toBe('AK');
  expect(initialsOf(' mara ')).toBe('M');
  expect(initialsOf('𝒜da 李')).toBe('𝒜李');
});

test('only an owner gives the owner’s role, and no letter does', () => {
  expect(givableRoles('owner')).toContain('owner');
  expect(givableRoles('admin')).not.toContain('owner');
  expect(INVITABLE_ROLES).not.toContain('owner');
});

test('nobody touches themselves, and only owners an owner', () => {
  const admin = { role: 'admin', userId: 'usr_1' } as const;
  const owner = { role: 'owner', userId: 'usr_2' } as const;
  expect(mayTouch(admin, { role: 'admin', user_id: 'usr_1' })).toBe(false);
  expect(mayTouch(admin, { role: 'owner', user_id: 'usr_2' })).toBe(false);
  expect(mayTouch(admin, { role: 'viewer', user_id: 'usr_3' })).toBe(true);
  expect(mayTouch(owner, { role: 'owner', user_id: 'usr_4' })).toBe(true);
});
