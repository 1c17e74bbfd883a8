import { PLANS } from '@parley/shared/plans';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPerson, PASSWORD, type Person, type Reply, signedInPerson, tokenInLetter } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
});
afterAll(() => platform.stop());

let people = 0;
const someone = (name = 'Ada'): Promise<Person> =>
  signedInPerson(platform, `${name.toLowerCase()}-${++people}@example.com`, name);

type Organisation = { owner: Person; id: string };

async function founded(name = 'Harbour Books'): Promise<Organisation> {
  const owner = await someone('Owner');
  const { status, body } = await owner.call('POST', '/v1/organisations', { name, time_zone: 'Europe/London' });
  expect(status).toBe(201);
  return { owner, id: body.id };
}

async function joined({ owner }: Organisation, role: string, name = 'Guest'): Promise<Person & { id: string }> {
  const guest = await someone(name);
  expect(await owner.call('POST', '/v1/invitations', { email: guest.email, role })).toMatchObject({ status: 201 });
  const token = await tokenInLetter(platform, guest.email, 'invites you');
  expect(await guest.call('POST', '/v1/invitations/accept', { token })).toMatchObject({ status: 200, body: { role } });
  const me = await guest.call('GET', '/v1/me');
  return { ...guest, id: me.body.user.id };
}

const codeOf = ({ status, body }: Reply) => [status, body.error?.code];
const said = ({ status, body }: Reply) => ({ status, ...body.error, request_id: null });

test('sign up, begin an organisation, invite, join, rise, leave: and the record tells it', async () => {
  const house = await founded();
  const { owner } = house;
  const me = await owner.call('GET', '/v1/me');
  expect(me.body.active).toMatchObject({ organisation_id: house.id, role: 'owner' });

  const guest = await joined(house, 'viewer');
  expect((await guest.call('GET', '/v1/me')).body.active).toMatchObject({ organisation_id: house.id, role: 'viewer' });
  expect(codeOf(await guest.call('POST', '/v1/teams', { name: 'Mine' }))).toEqual([403, 'not_allowed']);

  expect(await owner.call('PATCH', `/v1/members/${guest.id}`, { role: 'team_lead' })).toMatchObject({
    status: 200,
    body: { user_id: guest.id, role: 'team_lead', email: guest.email },
  });
  // With effect on the very next request.
  const team = await guest.call('POST', '/v1/teams', { name: 'Front desk' });
  expect(team).toMatchObject({ status: 201, body: { name: 'Front desk', members: 0 } });
  const added = await guest.call('POST', `/v1/teams/${team.body.id}/members`, { user_id: guest.id });
  expect(added.body).toMatchObject({ members: 1 });
  const inTeam = await owner.call('GET', `/v1/members?team=${team.body.id}`);
  expect(inTeam.body.data.map((member: { user_id: string }) => member.user_id)).toEqual([guest.id]);

  expect(await guest.call('POST', '/v1/me/organisation/leave', { organisation_id: house.id })).toMatchObject({
    status: 200,
    body: { removed: true },
  });
  expect(codeOf(await guest.call('GET', '/v1/organisation'))).toEqual([403, 'no_organisation']);
  const { body } = await owner.call('GET', '/v1/audit');
  expect(body.data.map((entry: { action: string }) => entry.action).reverse()).toEqual([
    'organisation.created',
    'invitation.created',
    'invitation.accepted',
    'membership.role_changed',
    'team.created',
    'team.member_added',
    'membership.left',
  ]);
});

describe('the organisation', () => {
  test('is changed by what is named, strictly', async () => {
    const { owner, id } = await founded();
    const changed = await owner.call('PATCH', '/v1/organisation', {
      name: 'Quay Books',
      alert_emails: ['a@b.example'],
    });
    expect(changed).toMatchObject({ status: 200, body: { id, name: 'Quay Books', alert_emails: ['a@b.example'] } });
    const refused = [
      { plan: 'scale' },
      { is_demo: true },
      { id: 'org_1' },
      { slug: 'taken' },
      { flags: { voice: true } },
      { time_zone: 'Mars/Olympus' },
      { locale: 'english' },
      { name: '' },
      { name: 'two\nlines' },
      { name: 'nul\u0000' },
      { from_name: 'half \ud800' },
      { billing_email: 'nobody' },
      { __proto__x: 1 },
    ];
    for (const body of refused) {
      expect(codeOf(await owner.call('PATCH', '/v1/organisation', body)), JSON.stringify(body)).toEqual([
        400,
        'invalid_input',
      ]);
    }
    expect((await owner.call('GET', '/v1/organisation')).body).toEqual(changed.body);
  });

  test('shows a logo that is a picture by its bytes, by an address that never changes', async () => {
    const { owner, id } = await founded();
    const png = Buffer.from('89504e470d0a1a0a0000000d494844520000002000000020080600000000', 'hex');
    const send = (bytes: Buffer) => owner.call('PATCH', '/v1/organisation/logo', { image: bytes.toString('base64') });
    const { status, body } = await send(png);
    expect([status, body.logo_url]).toEqual([200, expect.stringMatching(new RegExp(`^/v1/logos/${id}/[0-9a-f]{64}$`))]);
    expect((await owner.call('GET', '/v1/me')).body.organisations).toMatchObject([{ logo_url: body.logo_url }]);
    const shown = await fetch(platform.api.url + body.logo_url);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true);
    const huge = Buffer.concat([png, Buffer.alloc(256 * 1024)]);
    const wide = Buffer.from(png);
    wide.writeUInt32BE(60_000, 16);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    for (const refused of [svg, wide, huge, Buffer.from('x')]) expect((await send(refused)).status).toBe(400);
    const tooMuch = await owner.call('PATCH', '/v1/organisation/logo', { image: 'A'.repeat(500_000) });
    expect(tooMuch.status).toBe(413);
    const removed = await owner.call('DELETE', '/v1/organisation/logo');
    expect(removed.body.logo_url).toBeNull();
    expect((await fetch(platform.api.url + body.logo_url)).status).toBe(404);
  });

  test('is erased only with its name and the owner’s password, and not at once', async () => {
    const house = await founded('Short Lived');
    const admin = await joined(house, 'admin');
    const ask = (person: Person, given: object) => person.call('POST', '/v1/organisation/erasure', given);
    const right = { name: 'Short Lived', password: PASSWORD };
    expect(codeOf(await ask(admin, right))).toEqual([403, 'not_allowed']);
    expect(codeOf(await ask(house.owner, { ...right, password: 'wrong-password' }))).toEqual([403, 'wrong_password']);
    expect(codeOf(await ask(house.owner, { ...right, name: 'Other' }))).toEqual([400, 'another_name']);
    const asked = await ask(house.owner, right);
    expect(asked).toMatchObject({ status: 202, body: { state: 'requested', subject: { id: house.id } } });
    expect(Date.parse(asked.body.due_at) - Date.now()).toBeGreaterThan(6.9 * 24 * 3_600_000);
    expect((await house.owner.call('GET', '/v1/organisation')).status).toBe(200);
    expect((await house.owner.call('DELETE', '/v1/organisation/erasure')).body).toMatchObject({ state: 'called_off' });
  });

  test('shows its plan and what is used of it', async () => {
    const house = await founded();
    await joined(house, 'viewer');
    await house.owner.call('POST', '/v1/invitations', { email: 'waits@example.com', role: 'member' });
    const { body } = await house.owner.call('GET', '/v1/organisation/plan');
    expect(body).toMatchObject({
      plan: 'starter',
      seats: { limit: PLANS.starter.seats, members: 2, invited: 1 },
      agents: { used: 0 },
    });
  });
});

describe('an invitation', () => {
  test('goes out in a letter whose token is nowhere else', async () => {
    const { owner } = await founded('Ada & Sons');
    const invited = await owner.call('POST', '/v1/invitations', { email: 'New@example.com', role: 'member' });
    expect(invited).toMatchObject({ status: 201, body: { email: 'new@example.com', role: 'member', state: 'open' } });
    const token = await tokenInLetter(platform, 'new@example.com', 'Owner invites you to Ada & Sons');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const list = await owner.call('GET', '/v1/invitations');
    const record = await owner.call('GET', '/v1/audit');
    expect(JSON.stringify([invited.body, list.body, record.body])).not.toContain(token);
    expect(codeOf(await owner.call('POST', '/v1/invitations', { email: 'NEW@example.com', role: 'admin' }))).toEqual([
      409,
      'already_invited',
    ]);
    expect(codeOf(await owner.call('POST', '/v1/invitations', { email: owner.email, role: 'admin' }))).toEqual([
      409,
      'already_member',
    ]);
    expect((await owner.call('POST', '/v1/invitations', { email: 'x@example.com', role: 'owner' })).status).toBe(400);
  });

  test('absent, null, empty, wrong, used, taken back, another’s: one answer; a GET accepts nothing', async () => {
    const house = await founded();
    const { owner } = house;
    const guest = await someone('Guest');
    await owner.call('POST', '/v1/invitations', { email: guest.email, role: 'member' });
    const token = await tokenInLetter(platform, guest.email, 'invites you');
    const gone = await someone('Gone');
    const { body } = await owner.call('POST', '/v1/invitations', { email: gone.email, role: 'member' });
    const takenBack = await tokenInLetter(platform, gone.email, 'invites you');
    await owner.call('DELETE', `/v1/invitations/${body.id}`);
    const stranger = await someone('Stranger');

    const accept = (person: Person, given: object) => person.call('POST', '/v1/invitations/accept', given);
    const answers = [
      await accept(guest, {}),
      await accept(guest, { token: null }),
      await accept(guest, { token: '' }),
      await accept(guest, { token: 'wrong' }),
      await accept(gone, { token: takenBack }),
      await accept(stranger, { token }),
    ];
    expect((await accept(guest, { token })).status).toBe(200);
    answers.push(await accept(guest, { token }));
    for (const answer of answers) expect(said(answer)).toEqual(said(answers[0] as Reply));
    expect(answers[0]).toMatchObject({ status: 404, body: { error: { code: 'invitation_unusable' } } });
    expect((await guest.call('GET', `/v1/invitations/accept?token=${token}`)).status).toBe(404);
    const nobody = createPerson(platform, 'nobody@example.com');
    expect((await accept(nobody, { token })).status).toBe(401);
  });

  test('sent by nobody where no mail server is, and nothing is stored', async () => {
    const { owner, id } = await founded();
    const api = await platform.startApi({ SMTP_URL: '' });
    const here = createPerson({ api }, owner.email);
    for (const [name, value] of owner.cookies) here.cookies.set(name, value);
    const refused = await here.call('POST', '/v1/invitations', { email: 'mute@example.com', role: 'member' });
    expect(codeOf(refused)).toEqual([503, 'mail_not_configured']);
    const { rows } = await platform.database.owner.query('select from invitation where org_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  test('whose letter the mail server does not take is taken back: its address and its seat are free', async () => {
    const { owner } = await founded();
    const api = await platform.startApi({ SMTP_URL: 'smtp://127.0.0.1:1' });
    const here = createPerson({ api }, owner.email);
    for (const [name, value] of owner.cookies) here.cookies.set(name, value);
    const invite = (person: Person) =>
      person.call('POST', '/v1/invitations', { email: 'later@example.com', role: 'member' });
    expect(codeOf(await invite(here))).toEqual([503, 'mail_away']);
    expect((await owner.call('GET', '/v1/invitations')).body.data).toMatchObject([{ state: 'revoked' }]);
    expect((await invite(owner)).status).toBe(201);
  });
});

describe('members', () => {
  test('the last owner neither leaves nor steps down, also not two at once', async () => {
    const house = await founded();
    const { owner } = house;
    const ownerId = (await owner.call('GET', '/v1/me')).body.user.id;
    expect(codeOf(await owner.call('DELETE', `/v1/members/${ownerId}`))).toEqual([409, 'last_owner']);
    expect(codeOf(await owner.call('PATCH', `/v1/members/${ownerId}`, { role: 'admin' }))).toEqual([409, 'last_owner']);
    const second = await joined(house, 'admin');
    await owner.call('PATCH', `/v1/members/${second.id}`, { role: 'owner' });
    const leave = (person: Person) => person.call('POST', '/v1/me/organisation/leave', { organisation_id: house.id });
    const both = await Promise.all([leave(owner), leave(second)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('an admin makes no owner and removes none; a removed member’s next request is refused', async () => {
    const house = await founded();
    const admin = await joined(house, 'admin');
    const viewer = await joined(house, 'viewer');
    const ownerId = (await house.owner.call('GET', '/v1/me')).body.user.id;
    expect(codeOf(await admin.call('PATCH', `/v1/members/${viewer.id}`, { role: 'owner' }))).toEqual([
      403,
      'only_owners',
    ]);
    expect(codeOf(await admin.call('PATCH', `/v1/members/${admin.id}`, { role: 'owner' }))).toEqual([
      403,
      'not_oneself',
    ]);
    expect(codeOf(await admin.call('DELETE', `/v1/members/${ownerId}`))).toEqual([403, 'only_owners']);
    expect((await viewer.call('GET', '/v1/organisation')).status).toBe(200);
    expect((await admin.call('DELETE', `/v1/members/${viewer.id}`)).status).toBe(200);
    expect(codeOf(await viewer.call('GET', '/v1/organisation'))).toEqual([403, 'no_organisation']);
  });

  test('and teams of another organisation are answered as ids that nobody has', async () => {
    const house = await founded();
    const other = await founded('Other House');
    const otherId = (await other.owner.call('GET', '/v1/me')).body.user.id as string;
    const otherTeam = (await other.owner.call('POST', '/v1/teams', { name: 'Theirs' })).body.id as string;
    const otherLetter = await other.owner.call('POST', '/v1/invitations', { email: 'z@example.com', role: 'member' });
    const unknown = (id: string) => `${id.slice(0, -8)}00000000`;
    const pairs: Array<(user: string, team: string, letter: string) => Promise<Reply>> = [
      (user) => house.owner.call('PATCH', `/v1/members/${user}`, { role: 'viewer' }),
      (user) => house.owner.call('DELETE', `/v1/members/${user}`),
      (_, team) => house.owner.call('PATCH', `/v1/teams/${team}`, { name: 'Mine' }),
      (_, team) => house.owner.call('DELETE', `/v1/teams/${team}`),
      (user, team) => house.owner.call('POST', `/v1/teams/${team}/members`, { user_id: user }),
      (user, team) => house.owner.call('DELETE', `/v1/teams/${team}/members/${user}`),
      (_, __, letter) => house.owner.call('DELETE', `/v1/invitations/${letter}`),
    ];
    for (const call of pairs) {
      const foreign = await call(otherId, otherTeam, otherLetter.body.id);
      const random = await call(unknown(otherId), unknown(otherTeam), unknown(otherLetter.body.id));
      expect(foreign.status).toBe(404);
      expect(said(foreign)).toEqual(said(random));
    }
    expect((await other.owner.call('GET', '/v1/teams')).body.data).toMatchObject([{ id: otherTeam, name: 'Theirs' }]);
    const notMine = await house.owner.call('POST', '/v1/me/organisation/leave', { organisation_id: other.id });
    const none = await house.owner.call('POST', '/v1/me/organisation/leave', { organisation_id: unknown(other.id) });
    expect(said(notMine)).toEqual(said(none));
  });
});
