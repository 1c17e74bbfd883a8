import { expect, test } from 'vitest';
import { hashPassword, isPassword } from './password.ts';

test('a password is known by its hash, however its letters were typed; another is not', async () => {
  const hash = await hashPassword('café-21');
  expect(hash).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  expect(await isPassword('cafe\u0301-21', hash)).toBe(true);
  expect(await isPassword('cafe-21', hash)).toBe(false);
  expect(await isPassword('café-21', await hashPassword('café-22'))).toBe(false);
});

test('the same password is never hashed alike, and what is no hash fits nothing', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
  for (const broken of ['', ':', 'salt', 'salt:zz']) expect(await isPassword('same', broken)).toBe(false);
});
