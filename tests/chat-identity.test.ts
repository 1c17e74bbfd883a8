import { createHmac, randomBytes } from 'node:crypto';
import { hashOfSecret, makeKeySecret } from '@parley/core/keys/key-secret';
import { createClient } from '@parley/sdk/client';
import { makeId } from '@parley/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGE, type Platform, startPlatform } from './platform.ts';

let platform: Platform;
let admin: ReturnType<typeof createClient>;
let secret: string;
let otherChannel: string;

const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await platform.database.owner.query(sql, values)).rows as Row[];

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
type Signing = { secret?: string; head?: object };

/** As the site's server does it. */
function signed(claims: object, { secret: by = secret, head = { alg: 'HS256' } }: Signing = {}): string {
  const said = `${part(head)}.${part({ aud: platform.channelId, exp: inSeconds(300), ...claims })}`;
  return `${said}.${createHmac('sha256', by).update(said).digest('base64url')}`;
}

const guest = () => createClient({ baseUrl: platform.api.url, headers: { Origin: PAGE } });
const open = (identity?: string, token?: string) =>
  guest().openChatSession({ body: { channel: platform.channelId, identity, token } });
const as = (token: string) => createClient({ baseUrl: platform.api.url, token, headers: { Origin: PAGE } });

let n = 0;
const write = (token: string, text: string) => as(token).sendChatMessage({ body: { id: `said-${n++}`, text } });
const contactOf = async (turnId: string): Promise<string> =>
  (
    await rows<{ id: string }>(
      'select c.contact_id as id from turn t join conversation c on c.org_id = t.org_id and c.id = t.conversation_id where t.id = $1',
      [turnId],
    )
  )[0]?.id ?? '';
const writes = async (token: string, text: string) => contactOf((await write(token, text)).turn_id);
const read = (id: string) => admin.readContact({ params: { id } });
const newSecret = async (id: string, once: string) =>
  (await admin.makeIdentitySecret({ params: { id }, headers: { 'Idempotency-Key': once } })).secret as string;

beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
  const token = makeKeySecret('live', randomBytes);
  await rows(
    `insert into api_key (org_id, id, name, secret_hash, hint, scopes, environment, created_by, created_at)
     values ($1, $2, 'Key', $3, 'hint', '{admin}', 'live', 'usr_x', now())`,
    [platform.orgId, makeId('apiKey', new Date(), randomBytes), hashOfSecret(token)],
  );
  admin = createClient({ baseUrl: platform.api.url, token });
  secret = await newSecret(platform.channelId, 'first');
  const { data } = await admin.listAgents({ query: {} });
  const body = { name: 'Second site', agent_id: data[0]?.id ?? '', allowed_origins: [PAGE] };
  otherChannel = (await admin.addWebChat({ body })).id;
});
afterAll(() => platform.stop());

test('who the site says is one contact in every browser, and the chat goes on there', async () => {
  const here = await open(signed({ sub: 'anna', name: 'Anna Berg', email: 'anna@site.test' }));
  expect(here.identity).toEqual({ verified: true, message: 'The visitor is known.' });
  const contact = await writes(here.token, 'Is Friday free?');
  expect(await read(contact)).toMatchObject({ name: 'Anna Berg', email: 'anna@site.test' });
  const elsewhere = await open(signed({ sub: 'anna' }));
  expect(await writes(elsewhere.token, 'And Monday?')).toBe(contact);
  const { data } = await as(elsewhere.token).listChatMessages({ query: {} });
  expect(data.map(({ text }) => text)).toEqual(['Is Friday free?', 'And Monday?']);
  const { points, name } = await read(contact);
  expect(points.map(({ kind }) => kind).toSorted()).toEqual(['user', 'web_chat', 'web_chat']);
  expect(name).toBe('Anna Berg');
});

test('who was anonymous and then signs in keeps the chat; who is known from elsewhere too becomes one person, by signature', async () => {
  const visitor = await open();
  const early = await writes(visitor.token, 'Hello');
  const known = await open(signed({ sub: 'ben' }), visitor.token);
  expect(await writes(known.token, 'It is me, Ben')).toBe(early);
  const phone = await open();
  const late = await writes(phone.token, 'From my phone');
  await open(signed({ sub: 'ben' }), phone.token);
  expect((await read(early)).links).toMatchObject([{ contact_id: late, vouched_by: 'identity' }]);
});

test('a number that the site has seen to be theirs makes one person with who has written from it', async () => {
  const number = '+447700900555';
  const texting = makeId('contact', new Date(), randomBytes);
  await rows('insert into contact values ($1, $2, now())', [platform.orgId, texting]);
  await rows(`insert into contact_point values ($1, 'sms', $2, $3, now())`, [platform.orgId, number, texting]);
  const claimed = await open(signed({ sub: 'cora', phone_number: number }));
  const contact = await writes(claimed.token, 'Hello');
  expect((await read(texting)).links).toEqual([]);
  await open(signed({ sub: 'cora', phone_number: number, phone_number_verified: true }), claimed.token);
  expect((await read(texting)).links).toMatchObject([{ contact_id: contact, vouched_by: 'identity' }]);
  // The same phone in a family: it stays with whom it is known of.
  const son = await open(signed({ sub: 'dan', phone_number: number, phone_number_verified: true }));
  expect(son.identity?.verified).toBe(true);
  expect((await read(texting)).links).toHaveLength(1);
});

test('another user in the same browser is somebody new, and reads nothing of the first', async () => {
  const first = await open(signed({ sub: 'eve' }));
  await write(first.token, 'A secret of Eve');
  const second = await open(signed({ sub: 'frank' }), first.token);
  expect(second.identity?.verified).toBe(true);
  expect((await as(second.token).listChatMessages({ query: {} })).data).toEqual([]);
  expect(await writes(second.token, 'Hello')).not.toBe(await writes(first.token, 'Still me'));
});

const refused: [string, () => string, string][] = [
  ['forged', () => signed({ sub: 'anna' }, { secret: 'guessed' }), 'signature'],
  ['without an algorithm', () => `${part({ alg: 'none' })}.${part({ sub: 'anna' })}.x`, 'HS256'],
  ['for another channel', () => signed({ sub: 'anna', aud: otherChannel }), 'another channel'],
  ['expired', () => signed({ sub: 'anna', exp: inSeconds(-1) }), 'expired'],
  ['good for a year', () => signed({ sub: 'anna', exp: inSeconds(31_536_000) }), 'more than an hour'],
];
test.each(refused)('refused with the reason, and the chat is anonymous: %s', async (_, token, why) => {
  const session = await open(token());
  expect(session.identity).toMatchObject({ verified: false, message: expect.stringContaining(why) });
  expect((await as(session.token).listChatMessages({ query: {} })).data).toEqual([]);
  expect((await read(await writes(session.token, 'Hello'))).points.map(({ kind }) => kind)).toEqual(['web_chat']);
});

test('another channel’s secret opens nothing here; the one before is good for a day, and none before that', async () => {
  const foreign = await newSecret(otherChannel, 'other');
  const verified = async (by: string) => (await open(signed({ sub: 'gil' }, { secret: by }))).identity?.verified;
  expect(await verified(foreign)).toBe(false);
  const second = await newSecret(platform.channelId, 'second');
  expect([await verified(secret), await verified(second)]).toEqual([true, true]);
  const third = await newSecret(platform.channelId, 'third');
  expect([await verified(secret), await verified(second), await verified(third)]).toEqual([false, true, true]);
  await admin.dropIdentitySecret({ params: { id: platform.channelId } });
  expect(await verified(third)).toBe(false);
  secret = await newSecret(platform.channelId, 'fourth');
});

test('many pages of one user at once: one contact, and one entry in the record for each browser', async () => {
  const token = signed({ sub: 'hana', name: 'Hana' });
  const sessions = await Promise.all(Array.from({ length: 8 }, () => open(token)));
  expect(sessions.map(({ identity }) => identity?.verified)).toEqual(Array(8).fill(true));
  const contacts = await Promise.all(sessions.map((session) => writes(session.token, 'Hello')));
  expect(new Set(contacts).size).toBe(1);
  const again = await Promise.all(sessions.map((session) => open(token, session.token)));
  expect(again.every(({ identity }) => identity?.verified)).toBe(true);
  const recorded = await rows(
    `select 1 from audit_entry where action = 'contact.identified' and target_id = $1 and actor_kind = 'system'`,
    [contacts[0]],
  );
  expect(recorded).toHaveLength(8);
});

test('the erased are forgotten with their name, and who comes back is somebody new', async () => {
  const session = await open(signed({ sub: 'ivan', name: 'Ivan', email: 'ivan@site.test' }));
  const contact = await writes(session.token, 'Hello');
  await admin.eraseContact({ params: { id: contact }, headers: { 'Idempotency-Key': 'ivan' } });
  const back = await open(signed({ sub: 'ivan' }), session.token);
  expect(back.identity?.verified).toBe(true);
  expect(await writes(back.token, 'Hello again')).not.toBe(contact);
});
