import { randomBytes } from 'node:crypto';
import { hashOfSecret, makeKeySecret } from '@parley/core/keys/key-secret';
import { createClient } from '@parley/sdk/client';
import { DEMO_LINE } from '@parley/shared/demo-clinic';
import { makeId } from '@parley/shared/ids';
import type { Scope } from '@parley/shared/roles';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Visitor, visit } from './visitor.ts';

let platform: Platform;
let admin: ReturnType<typeof createClient>;

const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await platform.database.owner.query(sql, values)).rows as Row[];

async function clientWith(...scopes: Scope[]) {
  const token = makeKeySecret('live', randomBytes);
  await rows(
    `insert into api_key (org_id, id, name, secret_hash, hint, scopes, environment, created_by, created_at)
     values ($1, $2, 'Key', $3, 'hint', $4, 'live', 'usr_x', now())`,
    [platform.orgId, makeId('apiKey', new Date(), randomBytes), hashOfSecret(token), scopes],
  );
  return createClient({ baseUrl: platform.api.url, token });
}

beforeAll(async () => {
  platform = await startPlatform();
  admin = await clientWith('admin');
  const { channelId: id, numberId } = platform;
  const changed = await admin.changeChannel({ params: { id }, body: { codes_from_id: numberId } });
  expect(changed.web_chat?.codes_from?.id).toBe(numberId);
});
afterAll(() => platform.stop());

let n = 100;
const newNumber = () => `+1555010${8000 + n++}`;
const newVisitor = async (): Promise<Visitor & { conversation: string }> => {
  const visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
  return { ...visitor, conversation: (await visitor.say('Hello')).conversation_id };
};
const start = (visitor: Visitor, phone: string) => visitor.client.startChatPhoneCheck({ body: { phone } });
const confirm = (visitor: Visitor, id: string, code: string) =>
  visitor.client.confirmChatPhoneCheck({ params: { id }, body: { code } });
const texts = (phone: string) => platform.street.twilio.sent.filter(({ to }) => to === phone).map(({ text }) => text);
const codeOn = async (phone: string): Promise<string> => {
  await until(() => texts(phone).some((text) => text.includes('is your code')), { what: 'the code has come' });
  return texts(phone).at(-1)?.slice(0, 6) ?? '';
};
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');
const contactOf = async (conversation: string) =>
  (await rows<{ id: string }>('select contact_id as id from conversation where id = $1', [conversation]))[0]?.id ?? '';
const stateOf = async (id: string) =>
  (await rows<{ state: string }>('select state from phone_check where id = $1', [id]))[0]?.state;
/** Someone known by their phone: as if they had texted. */
async function texter(phone: string): Promise<string> {
  const id = makeId('contact', new Date(), randomBytes);
  await rows('insert into contact values ($1, $2, now())', [platform.orgId, id]);
  await rows(`insert into contact_point values ($1, 'sms', $2, $3, now())`, [platform.orgId, phone, id]);
  return id;
}

async function member(email: string, role: string) {
  const person = await signedInPerson(platform, email);
  const { body } = await person.call('GET', '/v1/me');
  await rows('insert into membership values ($1, $2, $3, now())', [platform.orgId, body.user.id, role]);
  await person.call('POST', '/v1/me/organisation', { organisation_id: platform.orgId });
  return person;
}

test('a code goes to the phone; whoever reads it is one person with who texts from there', async () => {
  const phone = newNumber();
  const known = await texter(phone);
  const visitor = await newVisitor();
  const { id } = await start(visitor, `${phone.slice(0, 5)} ${phone.slice(5)}`);
  const code = await codeOn(phone);
  expect(texts(phone)).toEqual([expect.stringMatching(/^\d{6} is your code for .+ Give it only in the chat/)]);
  expect(await confirm(visitor, id, `${code.slice(0, 3)} ${code.slice(3)}`)).toEqual({ confirmed: true });
  const contact = await admin.readContact({ params: { id: known } });
  expect(contact.links).toMatchObject([{ contact_id: await contactOf(visitor.conversation), vouched_by: 'sms_code' }]);
  // Said again it is as true as before, and makes no second link.
  await confirm(visitor, id, code);
  expect((await admin.readContact({ params: { id: known } })).links).toHaveLength(1);
  const kept =
    JSON.stringify(await rows('select * from phone_check')) + JSON.stringify(await rows('select * from audit_detail'));
  expect(kept).not.toContain(code);
});

test('a number that nobody has written from becomes the visitor’s, and its texts are theirs', async () => {
  const phone = newNumber();
  const visitor = await newVisitor();
  const { id } = await start(visitor, phone);
  await confirm(visitor, id, await codeOn(phone));
  const contact = await admin.readContact({ params: { id: await contactOf(visitor.conversation) } });
  expect(contact.points).toContainEqual(
    expect.objectContaining({ kind: 'sms', address: phone, vouched_by: 'sms_code' }),
  );
});

test('a member does it for the visitor in the conversation', async () => {
  const phone = newNumber();
  const { conversation: id } = await newVisitor();
  const lead = await member('lead@clinic.test', 'team_lead');
  const started = await lead.call('POST', `/v1/conversations/${id}/phone-checks`, { phone });
  const code = await codeOn(phone);
  const confirmed = await lead.call('POST', `/v1/conversations/${id}/phone-checks/${started.body.id}/confirm`, {
    code,
  });
  expect([started.status, confirmed.body]).toEqual([202, { confirmed: true }]);
  const contact = await admin.readContact({ params: { id: await contactOf(id) } });
  expect(contact.points.map(({ kind }) => kind)).toContain('sms');
  const reader = await clientWith('read');
  await expect(reader.startPhoneCheck({ params: { id }, body: { phone } })).rejects.toMatchObject({ status: 403 });
});

test('guessing ends after five tries, and the right code is then too late', async () => {
  const phone = newNumber();
  const visitor = await newVisitor();
  const { id } = await start(visitor, phone);
  const code = await codeOn(phone);
  const guesses = await Promise.allSettled(Array.from({ length: 8 }, () => confirm(visitor, id, otherThan(code))));
  const codes = guesses.map((guess) => (guess.status === 'rejected' ? guess.reason.code : 'confirmed')).toSorted();
  expect(codes).toEqual([...Array(3).fill('code_over'), ...Array(5).fill('wrong_code')]);
  await expect(confirm(visitor, id, code)).rejects.toMatchObject({ code: 'code_over' });
  expect(await stateOf(id)).toBe('sent');
});

test('another visitor’s check is no check, and a code is worth nothing with another id', async () => {
  const phone = newNumber();
  const [visitor, thief] = [await newVisitor(), await newVisitor()];
  const mine = await start(visitor, phone);
  const code = await codeOn(phone);
  await expect(confirm(thief, mine.id, code)).rejects.toMatchObject({ status: 404 });
  const theirs = await start(thief, newNumber());
  await expect(confirm(thief, theirs.id, code)).rejects.toMatchObject({ code: 'wrong_code' });
  await confirm(visitor, mine.id, code);
});

test('after ten minutes a code is over', async () => {
  const phone = newNumber();
  const visitor = await newVisitor();
  const { id } = await start(visitor, phone);
  const code = await codeOn(phone);
  await platform.passTime(600_000);
  await expect(confirm(visitor, id, code)).rejects.toMatchObject({ code: 'code_over' });
});

test('so many codes go to one number, and so many for one contact; who asks does not learn who wants none', async () => {
  const phone = newNumber();
  const visitor = await newVisitor();
  const asked = await Promise.allSettled(Array.from({ length: 6 }, async () => start(await newVisitor(), phone)));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  await until(() => texts(phone).length === 3);
  for (let i = 0; i < 5; i++) await start(visitor, newNumber());
  await expect(start(visitor, newNumber())).rejects.toMatchObject({ code: 'too_many_codes', status: 429 });

  const stopped = newNumber();
  await rows(`insert into consent values ($1, $2, $3, 'out', 'word', now())`, [
    platform.orgId,
    DEMO_LINE.number,
    stopped,
  ]);
  const { id } = await start(await newVisitor(), stopped);
  await until(async () => (await stateOf(id)) === 'not_sent');
  expect(texts(stopped)).toEqual([]);
});

test('a carrier that loses the answer is not asked again; one that is away is', async () => {
  const [lost, later] = [newNumber(), newNumber()];
  platform.street.twilio.faults.next({ kind: 'accept_then_cut' }, { on: ({ kind }) => kind === 'create' });
  const first = await start(await newVisitor(), lost);
  await until(async () => (await stateOf(first.id)) === 'sent');
  platform.street.twilio.faults.next({ kind: 'status', status: 429 }, { on: ({ kind }) => kind === 'create' });
  const second = await start(await newVisitor(), later);
  await until(async () => (await stateOf(second.id)) === 'sent');
  expect([texts(lost).length, texts(later).length]).toEqual([1, 1]);
});

test('a phone that another user of the site is known by is not taken over by a code', async () => {
  const phone = newNumber();
  const owner = await texter(phone);
  await rows(`insert into contact_point values ($1, 'user', 'user-of-site', $2, now())`, [platform.orgId, owner]);
  const visitor = await newVisitor();
  const contact = await contactOf(visitor.conversation);
  await rows(`insert into contact_point values ($1, 'user', 'somebody-else', $2, now())`, [platform.orgId, contact]);
  const { id } = await start(visitor, phone);
  await expect(confirm(visitor, id, await codeOn(phone))).rejects.toMatchObject({ code: 'number_of_another' });
});

test('a chat that sends no codes says so, and who has not written yet is asked to', async () => {
  const silent = await visit({ url: platform.api.url, channelId: platform.channelId });
  await expect(start(silent, newNumber())).rejects.toMatchObject({ code: 'write_first' });
  const { channelId: id } = platform;
  await admin.changeChannel({ params: { id }, body: { codes_from_id: null } });
  await expect(start(await newVisitor(), newNumber())).rejects.toMatchObject({ code: 'no_codes_here' });
});
