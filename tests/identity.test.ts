import { createHmac } from 'node:crypto';
import { DEMO_OWNER, isDemoPassword, seedDemoOwner } from '@parley/core/demo/demo-owner';
import { createAppDb } from '@parley/db/client';
import { createPool } from '@parley/db/pools';
import { deriveKey } from '@parley/service/derive-key';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPerson, PASSWORD, signedInPerson, tokenInLetter } from './person.ts';
import { type Platform, SECRET, startPlatform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
});
afterAll(() => platform.stop());

const someone = (() => {
  let made = 0;
  return () => `person-${++made}@example.com`;
})();

describe('an account', () => {
  test('sign-up, letter, confirmation, sign-in, me, sign-out', async () => {
    const email = someone();
    const ada = createPerson(platform, email);
    expect(await ada.call('POST', '/v1/auth/sign-up/email', { name: 'Ada', email, password: PASSWORD })).toMatchObject({
      status: 200,
      body: { done: true },
    });
    const early = await ada.call('POST', '/v1/auth/sign-in/email', { email, password: PASSWORD });
    expect(early).toMatchObject({ status: 403, body: { error: { code: 'email_not_verified' } } });

    const token = await tokenInLetter(platform, email, 'Confirm');
    expect(await ada.call('POST', '/v1/auth/verify-email', { token })).toMatchObject({ status: 200 });
    expect(ada.cookies.size).toBe(0);

    const signedIn = await ada.call('POST', '/v1/auth/sign-in/email', { email, password: PASSWORD });
    expect(signedIn).toMatchObject({ status: 200, body: { two_factor: false, user: { email, name: 'Ada' } } });
    expect(signedIn.body.user.id).toMatch(/^usr_[0-9a-z]{26}$/);

    const me = await ada.call('GET', '/v1/me');
    expect(me).toMatchObject({
      status: 200,
      body: { user: { email, email_verified: true, two_factor: false }, active: null, organisations: [] },
    });

    expect(await ada.call('POST', '/v1/auth/sign-out')).toMatchObject({ status: 200 });
    expect(ada.cookies.size).toBe(0);
    expect(await ada.call('GET', '/v1/me')).toMatchObject({ status: 401, body: { error: { code: 'not_signed_in' } } });
  });

  test('an address that has an account is answered as a new one is, and gets no second account', async () => {
    const email = someone();
    await signedInPerson(platform, email);
    const other = createPerson(platform, email);
    const again = await other.call('POST', '/v1/auth/sign-up/email', {
      name: 'Mallory',
      email: email.toUpperCase(),
      password: 'another-password',
    });
    expect(again).toMatchObject({ status: 200, body: { done: true } });
    const { rows } = await platform.database.owner.query('select name from auth_user where lower(email) = $1', [email]);
    expect(rows).toEqual([{ name: 'Ada' }]);
    const wrong = await other.call('POST', '/v1/auth/sign-in/email', { email, password: 'another-password' });
    const nobody = await other.call('POST', '/v1/auth/sign-in/email', {
      email: someone(),
      password: 'another-password',
    });
    expect(wrong.status).toBe(401);
    expect(said(wrong.body)).toEqual(said(nobody.body));
  });

  test('what is not asked for is refused, and writes nothing', async () => {
    const email = someone();
    const mallory = createPerson(platform, email);
    for (const extra of [{ emailVerified: true }, { id: 'usr_1' }, { twoFactorEnabled: true }, { callbackURL: '/' }]) {
      const reply = await mallory.call('POST', '/v1/auth/sign-up/email', {
        name: 'Mallory',
        email,
        password: PASSWORD,
        ...extra,
      });
      expect(reply).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    }
    const { rows } = await platform.database.owner.query('select from auth_user where email = $1', [email]);
    expect(rows).toEqual([]);
  });
});

describe('the sample clinic’s owner', () => {
  const seedOwner = async (password: string) => {
    const db = createAppDb({ url: platform.database.urls.app, maxConnections: 1, name: 'test' });
    const lookup = createPool({ url: platform.database.urls.auth, max: 1, name: 'test', onError: () => {} });
    await seedDemoOwner({ db, now: () => new Date() }, lookup, password);
    const fits = await isDemoPassword(lookup, password);
    await Promise.all([db.close(), lookup.end()]);
    return fits;
  };

  test('signs in with the installation’s password, also after it was made anew, and works in the clinic', async () => {
    const mara = createPerson(platform, DEMO_OWNER.email);
    const enter = (password: string) => mara.call('POST', '/v1/auth/sign-in/email', { email: mara.email, password });
    expect(await seedOwner('the-first-one')).toBe(true);
    expect(await seedOwner('made-anew')).toBe(true);
    expect((await enter('the-first-one')).status).toBe(401);
    expect((await enter('made-anew')).status).toBe(200);
    expect((await mara.call('GET', '/v1/me')).body).toMatchObject({
      user: { id: DEMO_OWNER.id, email_verified: true },
      active: { organisation_id: platform.orgId, role: 'owner' },
      organisations: [{ id: platform.orgId, role: 'owner' }],
    });
  });

  test('switches to no organisation but her own; a foreign one answers as one that is not there', async () => {
    await seedOwner('made-anew');
    const mara = createPerson(platform, DEMO_OWNER.email);
    await mara.call('POST', '/v1/auth/sign-in/email', { email: mara.email, password: 'made-anew' });
    const foreign = `org_01k9${'0'.repeat(21)}1`;
    await platform.database.owner.query(
      `insert into organisation (id, name, slug, is_demo, time_zone, profile, created_at)
       values ($1, 'Elsewhere', 'elsewhere', true, 'UTC', '{}', now())`,
      [foreign],
    );
    const switchTo = (id: string) => mara.call('POST', '/v1/me/organisation', { organisation_id: id });
    const [theirs, nobodys] = await Promise.all([switchTo(foreign), switchTo(`org_01k9${'0'.repeat(21)}2`)]);
    expect(theirs.status).toBe(404);
    expect(said(theirs.body)).toEqual(said(nobodys.body));
    expect((await mara.call('GET', '/v1/me')).body.active.organisation_id).toBe(platform.orgId);
    expect(await switchTo(platform.orgId)).toMatchObject({ status: 200, body: { role: 'owner' } });
  });
});

test('without a mail server, what needs a letter is refused with the reason and stores nothing', async () => {
  const mute = await platform.startApi({ SMTP_URL: '' });
  const email = someone();
  const ada = createPerson({ api: mute }, email);
  const refused = await Promise.all([
    ada.call('POST', '/v1/auth/sign-up/email', { name: 'Ada', email, password: PASSWORD }),
    ada.call('POST', '/v1/auth/send-verification-email', { email }),
    ada.call('POST', '/v1/auth/request-password-reset', { email }),
  ]);
  for (const { status, body } of refused) {
    expect({ status, code: body.error.code }).toEqual({ status: 503, code: 'mail_not_configured' });
    expect(body.error.message).toContain('SMTP_URL');
  }
  const { rows } = await platform.database.owner.query('select from auth_user where email = $1', [email]);
  expect(rows).toEqual([]);
});

test('a mail server that is away is no failure of sign-up; asked for again, the letter comes', async () => {
  const email = someone();
  const ada = createPerson(platform, email);
  let met = false;
  const on = ({ to }: { to: string[] }) => {
    met ||= to.includes(email);
    return to.includes(email);
  };
  platform.street.mail.faults.next({ kind: 'status', status: 451 }, { on });
  expect((await ada.call('POST', '/v1/auth/sign-up/email', { name: 'Ada', email, password: PASSWORD })).status).toBe(
    200,
  );
  await until(() => met, { what: 'the mail server refused the first letter' });
  await ada.call('POST', '/v1/auth/send-verification-email', { email });
  const token = await tokenInLetter(platform, email, 'Confirm');
  expect((await ada.call('POST', '/v1/auth/verify-email', { token })).status).toBe(200);
});

const said = ({ error }: { error: object }) => ({ ...error, request_id: null });

describe('tokens of letters', () => {
  test('absent, null, empty, wrong, used and expired ones are refused alike', async () => {
    const email = someone();
    await signedInPerson(platform, email);
    const ada = createPerson(platform, email);
    await ada.call('POST', '/v1/auth/request-password-reset', { email });
    const used = await tokenInLetter(platform, email, 'password');
    const next = { new_password: 'another-harbour-street' };
    expect(await ada.call('POST', '/v1/auth/reset-password', { token: used, ...next })).toMatchObject({ status: 200 });
    platform.street.mail.ledger.clear();
    await ada.call('POST', '/v1/auth/request-password-reset', { email });
    const expired = await tokenInLetter(platform, email, 'password');
    await platform.database.owner.query(`update auth_verification set expires_at = now() - interval '1 second'`);

    const confirmed = await tokenOfConfirmed();
    const resets = [{}, { token: null }, { token: '' }, { token: 'wrong' }, { token: used }, { token: expired }];
    // A letter's token opens what that letter is about, and is text.
    for (const token of [verification(confirmedAddress, 60), 7, ['x'], { $ne: null }, true, 'x'.repeat(2_001)]) {
      resets.push({ token } as never);
    }
    const confirmations = [
      {},
      { token: null },
      { token: '' },
      { token: 'wrong' },
      { token: confirmed },
      { token: verification(confirmedAddress, -1) },
      { token: verification(confirmedAddress, 60, 'another-key') },
      ...[expired, 7, ['x'], { $ne: null }].map((token) => ({ token })),
    ];
    const answers = [
      ...(await Promise.all(resets.map((body) => ada.call('POST', '/v1/auth/reset-password', { ...body, ...next })))),
      ...(await Promise.all(confirmations.map((body) => ada.call('POST', '/v1/auth/verify-email', body)))),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(400);
      expect(said(answer.body)).toEqual(said(answers[0]?.body));
      expect(answer.body.error.code).toBe('token_invalid');
    }
    // The signature made above is the right one: an address that waits is confirmed by it.
    await platform.database.owner.query('update auth_user set email_verified = false where email = $1', [
      confirmedAddress,
    ]);
    const good = await ada.call('POST', '/v1/auth/verify-email', { token: verification(confirmedAddress, 60) });
    expect(good.status).toBe(200);
  });

  test('a new password ends every session and the old password', async () => {
    const email = someone();
    const ada = await signedInPerson(platform, email);
    await ada.call('POST', '/v1/auth/request-password-reset', { email });
    const token = await tokenInLetter(platform, email, 'password');
    await ada.call('POST', '/v1/auth/reset-password', { token, new_password: 'another-harbour-street' });
    expect((await ada.call('GET', '/v1/me')).status).toBe(401);
    const old = await ada.call('POST', '/v1/auth/sign-in/email', { email, password: PASSWORD });
    expect(old.status).toBe(401);
  });

  const confirmedAddress = 'confirmed@example.com';
  async function tokenOfConfirmed(): Promise<string> {
    await signedInPerson(platform, confirmedAddress);
    return tokenInLetter(platform, confirmedAddress, 'Confirm');
  }

  /** As better-auth makes one. */
  function verification(email: string, forSeconds: number, key = identityKey()): string {
    const now = Math.floor(Date.now() / 1_000);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = `${part({ alg: 'HS256' })}.${part({ email, iat: now, exp: now + forSeconds })}`;
    return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
  }

  const identityKey = () => Buffer.from(deriveKey(SECRET, 'parley/identity')).toString('base64url');
});

describe('a session', () => {
  test('is a cookie that no script reads and no other site’s form sends', async () => {
    const email = someone();
    await signedInPerson(platform, email);
    const { headers } = await createPerson(platform, email).call('POST', '/v1/auth/sign-in/email', {
      email,
      password: PASSWORD,
    });
    const cookie = headers.getSetCookie().find((line) => line.startsWith('parley.session_token=')) ?? '';
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\//i);
    // Demo mode speaks http on this machine.
    expect(cookie).not.toMatch(/; Secure/i);
  });

  test('outside demo mode goes over https only', async () => {
    await platform.database.owner.query('update organisation set is_demo = false');
    const real = await platform.startApi({ PARLEY_MODE: 'production' });
    await platform.database.owner.query('update organisation set is_demo = true');
    const email = someone();
    await signedInPerson(platform, email);
    const { headers } = await createPerson({ api: real }, email).call('POST', '/v1/auth/sign-in/email', {
      email,
      password: PASSWORD,
    });
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(/^__Secure-parley\.session_token=.*; Secure/i);
  });

  test('can be listed and ended from another one, with effect on its next request', async () => {
    const email = someone();
    const phone = await signedInPerson(platform, email);
    const laptop = createPerson(platform, email);
    await laptop.call('POST', '/v1/auth/sign-in/email', { email, password: PASSWORD });
    const { body } = await laptop.call('GET', '/v1/auth/list-sessions');
    expect(body.data.map((session: { current: boolean }) => session.current)).toEqual([true, false]);
    expect(JSON.stringify(body)).not.toContain('token');
    const stranger = await signedInPerson(platform, someone());
    const id = body.data[1].id as string;
    expect((await stranger.call('POST', '/v1/auth/revoke-session', { id })).status).toBe(404);
    expect((await phone.call('GET', '/v1/me')).status).toBe(200);
    expect((await laptop.call('POST', '/v1/auth/revoke-session', { id })).status).toBe(200);
    expect((await phone.call('GET', '/v1/me')).status).toBe(401);
  });

  test('that is forged or altered is none', async () => {
    const ada = await signedInPerson(platform, someone());
    const [[name, value] = ['', '']] = ada.cookies;
    const altered = decodeURIComponent(value).replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
    for (const forged of ['', 'x', altered, altered.split('.')[0] ?? '']) {
      ada.cookies.set(name, encodeURIComponent(forged));
      expect((await ada.call('GET', '/v1/me')).status).toBe(401);
    }
  });

  test('does nothing for another page’s calls, and no header changes that', async () => {
    const email = someone();
    const ada = await signedInPerson(platform, email);
    const own = platform.api.url;
    const tricks: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${own}.evil.example` },
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      { origin: 'https://evil.example', referer: `${own}/`, 'x-http-method-override': 'GET' },
    ];
    for (const headers of tricks) {
      const ended = await ada.call('POST', '/v1/auth/sign-out', undefined, headers);
      expect(ended).toMatchObject({ status: 403, body: { error: { code: 'foreign_page' } } });
      const begun = await createPerson(platform, email).call(
        'POST',
        '/v1/auth/sign-in/email',
        { email, password: PASSWORD },
        headers,
      );
      expect(begun.status).toBe(403);
    }
    const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const pageless = await fetch(`${own}/v1/auth/sign-out`, { method: 'POST', headers: { cookie } });
    expect(pageless.status).toBe(403);
    expect((await ada.call('GET', '/v1/me')).status).toBe(200);
  });

  test('links in letters lead to Parley’s address, whatever host the request names', async () => {
    const email = someone();
    const tricks = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' };
    const ada = createPerson(platform, email);
    await ada.call('POST', '/v1/auth/sign-up/email', { name: 'Ada', email, password: PASSWORD }, tricks);
    await tokenInLetter(platform, email, 'Confirm');
    const letter = platform.street.mail.ledger.entries.findLast((mail) => mail.to.includes(email));
    expect(`${letter?.text}${letter?.html}`).not.toContain('evil.example');
  });

  test('is not begun or ended, and no letter used, by a GET', async () => {
    const ada = await signedInPerson(platform, someone());
    for (const path of [
      'sign-out',
      'verify-email?token=x',
      'sign-in/email',
      'two-factor/disable',
      'reset-password/x',
    ]) {
      expect((await ada.call('GET', `/v1/auth/${path}`)).status).toBe(404);
    }
    expect((await ada.call('GET', '/v1/me')).status).toBe(200);
  });
});
