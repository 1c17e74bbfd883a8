import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, fromBase32 } from './authenticator.ts';
import { createPerson, PASSWORD, type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
});
afterAll(() => platform.stop());

test('two-factor: begun, finished by a code, asked for at sign-in, ended', async () => {
  const { ada, secret } = await protectedPerson('two@example.com');
  expect((await ada.call('GET', '/v1/me')).body.user.two_factor).toBe(true);

  const later = createPerson(platform, ada.email);
  await passwordOnly(later);
  expect((await later.call('GET', '/v1/me')).status).toBe(401);
  const wrong = await later.call('POST', '/v1/auth/two-factor/verify-totp', { code: otherThan(codeOf(secret)) });
  expect(wrong).toMatchObject({ status: 403, body: { error: { code: 'wrong_code' } } });
  expect((await later.call('POST', '/v1/auth/two-factor/verify-totp', { code: codeOf(secret) })).status).toBe(200);
  expect((await later.call('GET', '/v1/me')).status).toBe(200);

  const guess = await later.call('POST', '/v1/auth/two-factor/disable', { password: 'not-the-password' });
  expect(guess).toMatchObject({ status: 403, body: { error: { code: 'wrong_password' } } });
  expect((await later.call('POST', '/v1/auth/two-factor/disable', { password: PASSWORD })).status).toBe(200);
  const plain = createPerson(platform, ada.email);
  const { body } = await plain.call('POST', '/v1/auth/sign-in/email', { email: ada.email, password: PASSWORD });
  expect(body.two_factor).toBe(false);
});

test('a recovery code opens once; new ones end the old', async () => {
  const { ada, codes } = await protectedPerson('recovery@example.com');
  const [first = '', second = ''] = codes;
  const enter = async (code: string) => {
    const person = createPerson(platform, ada.email);
    await passwordOnly(person);
    return (await person.call('POST', '/v1/auth/two-factor/verify-backup-code', { code })).status;
  };
  expect(await enter(first)).toBe(200);
  expect(await enter(first)).toBe(403);
  const fresh = await ada.call('POST', '/v1/auth/two-factor/generate-backup-codes', { password: PASSWORD });
  expect(fresh.status).toBe(200);
  expect(await enter(second)).toBe(403);
  expect(await enter(fresh.body.backup_codes[0])).toBe(200);
});

test('guessing ends: after some wrong codes the right one is refused too', async () => {
  const { ada, secret } = await protectedPerson('guessed@example.com');
  const guesser = createPerson(platform, ada.email);
  await passwordOnly(guesser);
  const wrong = otherThan(codeOf(secret));
  for (let i = 0; i < 6; i++) await guesser.call('POST', '/v1/auth/two-factor/verify-totp', { code: wrong });
  const right = await guesser.call('POST', '/v1/auth/two-factor/verify-totp', { code: codeOf(secret) });
  expect(right).toMatchObject({ status: 401, body: { error: { code: 'sign_in_again' } } });
});

test('what two-factor keeps is encrypted, and a code without a sign-in begun is refused', async () => {
  const { ada, secret, codes } = await protectedPerson('kept@example.com');
  const { rows } = await platform.database.owner.query(
    'select t.* from auth_two_factor t join auth_user u on u.id = t.user_id where u.email = $1',
    [ada.email],
  );
  expect(rows).toHaveLength(1);
  for (const plain of [secret.toString(), ...codes]) expect(JSON.stringify(rows)).not.toContain(plain);
  const nobody = createPerson(platform, ada.email);
  const { status } = await nobody.call('POST', '/v1/auth/two-factor/verify-totp', { code: codeOf(secret) });
  expect(status).toBe(401);
});

async function passwordOnly(person: Person): Promise<void> {
  const { body } = await person.call('POST', '/v1/auth/sign-in/email', { email: person.email, password: PASSWORD });
  expect(body).toEqual({ two_factor: true, user: null });
}

async function protectedPerson(email: string): Promise<{ ada: Person; secret: Buffer; codes: string[] }> {
  const ada = await signedInPerson(platform, email);
  const { body } = await ada.call('POST', '/v1/auth/two-factor/enable', { password: PASSWORD });
  const secret = fromBase32(new URL(body.totp_uri).searchParams.get('secret') ?? '');
  expect((await ada.call('POST', '/v1/auth/two-factor/verify-totp', { code: codeOf(secret) })).status).toBe(200);
  return { ada, secret, codes: body.backup_codes };
}

const otherThan = (code: string): string => String((Number(code) + 500_000) % 1_000_000).padStart(6, '0');
