import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyIdOf, openSecret, type SealedPlace, sealSecret } from './box.ts';
import { createKeyring } from './keyring.ts';

const place: SealedPlace = { orgId: 'org_a', table: 'connection', column: 'secret', id: 'conn_1' };
const KEY = randomBytes(32);
const keyring = createKeyring(KEY);

test.each(['', 'x', '{"auth_token":"ß 🦷"}', 'long '.repeat(10_000)])('what is sealed opens again: %.20s', (text) => {
  const sealed = sealSecret(keyring, place, text);
  expect(openSecret(keyring, place, sealed)).toBe(text);
  if (text.length > 3) expect(sealed).not.toContain(text);
});

test('the same text never looks the same twice', () => {
  expect(sealSecret(keyring, place, 'same')).not.toBe(sealSecret(keyring, place, 'same'));
});

test.each([
  ['organisation', { orgId: 'org_b' }],
  ['table', { table: 'webhook' }],
  ['column', { column: 'other' }],
  ['row', { id: 'conn_2' }],
  ['place whose parts run together the same', { orgId: 'org_aconnection', table: '' }],
])('moved to another %s it does not open', (_, elsewhere) => {
  const sealed = sealSecret(keyring, place, 'token');
  expect(() => openSecret(keyring, { ...place, ...elsewhere }, sealed)).toThrow('belongs to another row');
});

test('altered at any character, cut short or made up it does not open', () => {
  const sealed = sealSecret(keyring, place, 'token');
  const from = sealed.indexOf('.', 3) + 1;
  for (let i = from; i < sealed.length; i++) {
    const other = sealed[i] === 'A' ? 'Q' : 'A';
    const altered = sealed.slice(0, i) + other + sealed.slice(i + 1);
    // The last character of a part may hold bits that mean nothing.
    if (sameBytes(altered, sealed)) continue;
    expect(() => openSecret(keyring, place, altered), altered).toThrow('cannot be opened');
  }
  const { id } = keyring.current;
  for (const odd of [
    '',
    'token',
    'v1.a.b',
    `v2.${id}.AAAA.AAAA`,
    `${sealed}.x`,
    `v1.${id}.AAAA.AA`,
    sealed.slice(0, -9),
  ]) {
    expect(() => openSecret(keyring, place, odd), odd).toThrow('cannot be opened');
  }
});

const sameBytes = (a: string, b: string): boolean => {
  const bytes = (text: string) =>
    text
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('hex'))
      .join('.');
  return bytes(a) === bytes(b);
};

test('an older key still opens, new texts take the current one, and a key that is gone opens nothing', () => {
  const sealed = sealSecret(keyring, place, 'token');
  const rotated = createKeyring(randomBytes(32), [KEY]);
  expect(openSecret(rotated, place, sealed)).toBe('token');
  expect(keyIdOf(sealSecret(rotated, place, 'token'))).toBe(rotated.current.id);
  expect(keyIdOf(sealed)).toBe(keyring.current.id);
  expect(() => openSecret(createKeyring(randomBytes(32)), place, sealed)).toThrow('PARLEY_OLD_SECRETS');
});

test('the id of a key tells nothing of it', () => {
  expect(Buffer.from(KEY).toString('hex')).not.toContain(keyring.current.id);
});
