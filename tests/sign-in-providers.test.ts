import type { RunningApi } from '@parley/api/start';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, fromBase32 } from './authenticator.ts';
import { createPerson, PASSWORD, type Person, signedInPerson, tokenInLetter } from './person.ts';
import { type Platform, PUBLIC, startPlatform } from './platform.ts';
import { googleClaims, microsoftClaims, PROVIDER_ENV, providerHosts, TENANT } from './setup/sign-in-providers.ts';

let platform: Platform;
let api: RunningApi;

beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
  api = await platform.startApi(PROVIDER_ENV, { providerHosts: providerHosts(platform) });
});
afterAll(() => platform.stop());
beforeEach(() => {
  platform.street.google.forge(null);
  platform.street.google.faults.clear();
});

const someone = (() => {
  let made = 0;
  return () => `provided-${++made}@example.com`;
})();

const newcomer = (email = someone()): Person => createPerson({ api }, email);

type Provider = 'google' | 'microsoft';
type Return = { code: string; state: string };

/** Goes to the provider's page and takes the link on it, as a browser would. */
async function visitProvider(
  person: Person,
  provider: Provider,
  link = 'Go on',
): Promise<Return & { location: string }> {
  const begun = await person.call('POST', '/v1/auth/sign-in/provider', { provider });
  expect(begun.status).toBe(200);
  const page = await (await fetch(begun.body.url)).text();
  const [, href = ''] = new RegExp(`href="([^"]+)">${link}`).exec(page) ?? [];
  const back = new URL(href.replaceAll('&amp;', '&'));
  expect(back.pathname).toBe(`/v1/auth/callback/${provider}`);
  const led = await fetch(`${api.url}${back.pathname}${back.search}`, { redirect: 'manual' });
  expect(led.status).toBe(303);
  expect(led.headers.getSetCookie()).toEqual([]);
  const location = led.headers.get('location') ?? '';
  const given = new URLSearchParams(new URL(location).hash.slice(1));
  return { location, code: given.get('code') ?? '', state: given.get('state') ?? '' };
}

const finish = (person: Person, provider: Provider, { code, state }: Return) =>
  person.call('POST', '/v1/auth/sign-in/provider/finish', { provider, code, state });

async function enterWithGoogle(claims: Record<string, unknown>, person = newcomer()) {
  platform.street.google.signedIn(claims);
  return finish(person, 'google', await visitProvider(person, 'google'));
}

const rowsOf = async (sql: string, ...values: unknown[]) =>
  (await platform.database.owner.query<Record<string, unknown>>(sql, values)).rows;

test('what is not set up is not offered, and cannot be begun', async () => {
  const ada = createPerson(platform, someone());
  expect((await ada.call('GET', '/v1/auth/providers')).body).toEqual({ data: [] });
  expect((await ada.call('POST', '/v1/auth/sign-in/provider', { provider: 'google' })).status).toBe(404);
  expect((await newcomer().call('GET', '/v1/auth/providers')).body.data).toEqual([
    { id: 'google', name: 'Google' },
    { id: 'microsoft', name: 'Microsoft' },
  ]);
});

test('half a set-up is refused at start, with what is missing', async () => {
  await expect(platform.startApi({ GOOGLE_CLIENT_ID: 'x' })).rejects.toThrow(/GOOGLE_CLIENT_SECRET: is not set/);
  await expect(platform.startApi({ ...PROVIDER_ENV, MICROSOFT_TENANT: 'contoso' })).rejects.toThrow(/MICROSOFT_TENANT/);
});

describe('with Google', () => {
  test('someone new gets an account with a confirmed address, comes back to the same one, and no token is kept', async () => {
    const email = someone();
    const grace = newcomer();
    expect(await enterWithGoogle(googleClaims(email), grace)).toMatchObject({
      status: 200,
      body: { two_factor: false },
    });
    const me = await grace.call('GET', '/v1/me');
    expect(me.body.user).toMatchObject({ email, name: 'Grace Hopper', email_verified: true, has_password: false });
    const again = newcomer();
    // The address changed at Google; who they are did not.
    await enterWithGoogle(googleClaims(someone(), { sub: `google ${email}` }), again);
    expect((await again.call('GET', '/v1/me')).body.user.id).toBe(me.body.user.id);
    const [account] = await rowsOf('select * from auth_account where user_id = $1', me.body.user.id);
    expect(account).toMatchObject({ access_token: null, refresh_token: null, id_token: null, password: null });
  });

  test('a password can be chosen afterwards, and is then one more way in', async () => {
    const email = someone();
    await enterWithGoogle(googleClaims(email));
    const grace = createPerson(platform, email);
    await grace.call('POST', '/v1/auth/request-password-reset', { email });
    const token = await tokenInLetter(platform, email, 'password');
    const chosen = await grace.call('POST', '/v1/auth/reset-password', { token, new_password: PASSWORD });
    expect(chosen.status, JSON.stringify(chosen.body)).toBe(200);
    await grace.call('POST', '/v1/auth/sign-in/email', { email, password: PASSWORD });
    expect((await grace.call('GET', '/v1/me')).body.user).toMatchObject({ email, has_password: true });
  });

  test('someone with a confirmed account here enters it', async () => {
    const ada = await signedInPerson(platform, someone());
    const { body } = await ada.call('GET', '/v1/me');
    const there = newcomer();
    expect((await enterWithGoogle(googleClaims(ada.email.toUpperCase()), there)).status).toBe(200);
    expect((await there.call('GET', '/v1/me')).body.user.id).toBe(body.user.id);
  });

  test('an account that was never confirmed is not taken over, nor handed to whoever began it', async () => {
    const email = someone();
    const mallory = newcomer(email);
    await mallory.call('POST', '/v1/auth/sign-up/email', { name: 'Mallory', email, password: PASSWORD });
    const victim = newcomer();
    const refused = await enterWithGoogle(googleClaims(email), victim);
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'email_not_verified' } } });
    expect((await victim.call('GET', '/v1/me')).status).toBe(401);
    expect(await rowsOf(`select from auth_account where account_id = $1`, `google ${email}`)).toEqual([]);
    expect(await rowsOf('select email_verified from auth_user where email = $1', email)).toEqual([
      { email_verified: false },
    ]);
  });

  test('an address that Google does not vouch for opens nothing and makes nothing', async () => {
    const ada = await signedInPerson(platform, someone());
    for (const email_verified of [false, 'true', undefined]) {
      const there = newcomer();
      const refused = await enterWithGoogle(googleClaims(ada.email, { email_verified, sub: 'a stranger' }), there);
      expect(refused).toMatchObject({ status: 403, body: { error: { code: 'address_not_vouched_for' } } });
      expect((await there.call('GET', '/v1/me')).status).toBe(401);
    }
    expect(await rowsOf(`select from auth_account where account_id = 'a stranger'`)).toEqual([]);
  });

  test.each([
    ['signed by another key', 'another_key'],
    ['not signed at all', 'no_signature'],
    ['for another client', { claims: { aud: 'someone-else' } }],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['expired', { claims: { exp: Math.floor(Date.now() / 1_000) - 60 } }],
    ['issued long ago', { claims: { iat: Math.floor(Date.now() / 1_000) - 7_200 } }],
  ] as const)('an ID token that is %s is refused', async (_, how) => {
    platform.street.google.forge(how);
    const refused = await enterWithGoogle(googleClaims(someone()));
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'address_not_vouched_for' } } });
  });

  test('two-factor is asked for, and no session is there before the code', async () => {
    const ada = await signedInPerson(platform, someone());
    const { body } = await ada.call('POST', '/v1/auth/two-factor/enable', { password: PASSWORD });
    const secret = fromBase32(new URL(body.totp_uri).searchParams.get('secret') ?? '');
    expect((await ada.call('POST', '/v1/auth/two-factor/verify-totp', { code: codeOf(secret) })).status).toBe(200);
    const there = newcomer();
    expect(await enterWithGoogle(googleClaims(ada.email), there)).toMatchObject({
      status: 200,
      body: { two_factor: true },
    });
    expect((await there.call('GET', '/v1/me')).status).toBe(401);
    const userId = (await ada.call('GET', '/v1/me')).body.user.id;
    expect(await rowsOf('select from auth_session where user_id = $1', userId)).toHaveLength(1);
    expect((await there.call('POST', '/v1/auth/two-factor/verify-totp', { code: '000000' })).status).toBe(403);
    const code = codeOf(secret);
    expect((await there.call('POST', '/v1/auth/two-factor/verify-totp', { code })).status).toBe(200);
    expect((await there.call('GET', '/v1/me')).body.user.id).toBe(userId);
  });
});

describe('what comes back', () => {
  const refusedAlike = { status: 401, body: { error: { code: 'provider_refused' } } };

  test('works once, in the browser that began it, and with its own state', async () => {
    platform.street.google.signedIn(googleClaims(someone()));
    const [ada, mallory] = [newcomer(), newcomer()];
    const mine = await visitProvider(ada, 'google');
    const theirs = await visitProvider(mallory, 'google');
    // Someone else's sign-in, slipped to Ada: she would work in an account that Mallory reads.
    expect(await finish(ada, 'google', theirs)).toMatchObject(refusedAlike);
    expect(await finish(ada, 'google', { code: mine.code, state: theirs.state })).toMatchObject(refusedAlike);
    expect(await finish(newcomer(), 'google', mine)).toMatchObject(refusedAlike);
    expect((await ada.call('GET', '/v1/me')).status).toBe(401);
    const fresh = await visitProvider(ada, 'google');
    expect((await finish(ada, 'google', fresh)).status).toBe(200);
    expect(await finish(ada, 'google', fresh)).toMatchObject(refusedAlike);
  });

  test.each([
    ['absent', {}],
    ['null', { code: null, state: null }],
    ['empty', { code: '', state: '' }],
    ['wrong', { code: 'x', state: 'y' }],
  ])('%s is refused alike', async (_, given) => {
    const body = { provider: 'google', ...given };
    expect(await newcomer().call('POST', '/v1/auth/sign-in/provider/finish', body)).toMatchObject(refusedAlike);
  });

  test('from someone who cancelled, and from a provider that is away, is told as not finished', async () => {
    const ada = newcomer();
    platform.street.google.signedIn(googleClaims(someone()));
    expect(await finish(ada, 'google', await visitProvider(ada, 'google', 'Cancel'))).toMatchObject(refusedAlike);
    for (const fault of [{ kind: 'status', status: 503 }, { kind: 'cut' }] as const) {
      platform.street.google.faults.next(fault);
      expect(await finish(ada, 'google', await visitProvider(ada, 'google'))).toMatchObject(refusedAlike);
    }
  });

  test('is led on to our own page and nowhere else, whatever stands in it', async () => {
    const tricks = 'code=%0d%0aSet-Cookie:x=1&state=//evil.example&redirect=https://evil.example&iss=evil';
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };
    const led = await fetch(`${api.url}/v1/auth/callback/google?${tricks}`, { redirect: 'manual', headers });
    const location = new URL(led.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe(`${PUBLIC}/sign-in/return`);
    expect(location.search).toBe('');
    expect([...new URLSearchParams(location.hash.slice(1)).keys()]).toEqual(['provider', 'code', 'state']);
    expect((await fetch(`${api.url}/v1/auth/callback/evil`, { redirect: 'manual' })).status).toBe(400);
  });
});

describe('with Microsoft', () => {
  async function enter(claims: Record<string, unknown>, person = newcomer()) {
    platform.street.microsoft.signedIn(claims);
    return finish(person, 'microsoft', await visitProvider(person, 'microsoft'));
  }

  test('someone whose address is vouched for enters', async () => {
    const mary = newcomer();
    const email = someone();
    expect((await enter(microsoftClaims(platform, email), mary)).status).toBe(200);
    expect((await mary.call('GET', '/v1/me')).body.user).toMatchObject({ email, name: 'Mary Jackson' });
  });

  test.each([
    ['an address that any administrator may have written', { xms_edov: undefined }],
    ['an address that is said not to be theirs', { xms_edov: false }],
    ['another tenant’s issuer', { tid: '00000000-1111-4222-8333-944455556666' }],
    ['no account id', { oid: '' }],
  ])('%s opens nothing', async (_, more) => {
    const victim = await signedInPerson(platform, someone());
    const there = newcomer();
    const refused = await enter(microsoftClaims(platform, victim.email, more), there);
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'address_not_vouched_for' } } });
    expect((await there.call('GET', '/v1/me')).status).toBe(401);
  });

  test('one tenant’s installation lets no other in', async () => {
    const hosts = { providerHosts: providerHosts(platform) };
    const [ours, others] = await Promise.all([
      platform.startApi({ ...PROVIDER_ENV, MICROSOFT_TENANT: TENANT }, hosts),
      platform.startApi({ ...PROVIDER_ENV, MICROSOFT_TENANT: 'consumers' }, hosts),
    ]);
    platform.street.microsoft.signedIn(microsoftClaims(platform, someone()));
    for (const [at, status] of [
      [ours, 200],
      [others, 403],
    ] as const) {
      const person = createPerson({ api: at }, '');
      expect((await finish(person, 'microsoft', await visitProvider(person, 'microsoft'))).status).toBe(status);
    }
  });
});
