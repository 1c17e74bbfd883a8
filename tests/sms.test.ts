import { DEMO_LINE } from '@parley/shared/demo-clinic';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signedInPerson } from './person.ts';
import { type Platform, PUBLIC, startPlatform } from './platform.ts';

const AVA = '+447700900341';
const CLINIC = DEMO_LINE.number;

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const inboundUrl = (connectionId = platform.connectionId) => `${PUBLIC}/v1/channels/sms/${connectionId}/inbound`;

type Text = { from?: string; to?: string; body?: string } & Partial<
  Parameters<Platform['street']['twilio']['sendInboundSms']>[0]
>;
const text = (more: Text = {}) =>
  platform.street.twilio.sendInboundSms({ from: AVA, to: CLINIC, body: 'Hello', webhookUrl: inboundUrl(), ...more });

const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await platform.database.owner.query(sql, values)).rows as Row[];
const heard = () =>
  rows<{ text: string }>(
    'select m.text from message m join conversation c on c.org_id = m.org_id and c.id = m.conversation_id where c.channel_id = $1 order by m.id',
    [platform.numberId],
  ).then((found) => found.map((row) => row.text));

describe('a text comes in', () => {
  test('it is stored to the letter, and answered with an empty document at once', async () => {
    const body = ' Ärger? 100% 🦷 & “more”  ';
    const answer = await text({ from: '+447700900001', body });
    expect(answer).toMatchObject({ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' });
    expect(await heard()).toContain(body);
    await platform.quiet();
  });

  test('with what was sent along noted, and nothing else taken from it', async () => {
    await text({ from: '+447700900002', body: 'Look', mediaUrls: ['https://a.test/1', 'https://a.test/2'] });
    expect(await heard()).toContain('Look\n[Attachment: image/jpeg]\n[Attachment: image/jpeg]');
  });

  test('ten deliveries of one text at once are one message', async () => {
    const messageSid = platform.street.twilio.newSid();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => text({ from: '+447700900003', body: 'only once', messageSid })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await heard()).filter((said) => said === 'only once')).toHaveLength(1);
  });
});

describe('refused alike, without a word why, and nothing stored', () => {
  let before: string[];
  beforeEach(async () => {
    before = await heard();
  });
  const refusedAlike = async (answer: Awaited<ReturnType<typeof text>>) => {
    expect(answer.status).toBe(403);
    const { error } = JSON.parse('body' in answer ? answer.body : '') as { error: { code: string; message: string } };
    expect({ code: error.code, message: error.message }).toEqual({
      code: 'not_accepted',
      message: 'This call is not accepted.',
    });
    expect(await heard()).toEqual(before);
  };

  test('a wrong token', async () => refusedAlike(await text({ authToken: 'guessed' })));
  test('an account that is not ours', async () => refusedAlike(await text({ accountSid: `AC${'f'.repeat(32)}` })));
  test('a number that is nobody’s', async () => refusedAlike(await text({ to: '+15550109999' })));
  test('an address that was not configured', async () =>
    refusedAlike(await text({ signedUrl: inboundUrl().replace(PUBLIC, 'https://elsewhere.example') })));
  test('an account that never was', async () =>
    refusedAlike(await text({ webhookUrl: inboundUrl(`conn_01k9${'0'.repeat(22)}`) })));
});

test('whoever is signed for one organisation says nothing about another’s number', async () => {
  // An account of another organisation, with a token of its own, that claims the clinic's number.
  const token = 'a-token-of-another-organisation';
  const owner = await signedInPerson(platform, 'other@example.com', 'Other');
  await owner.call('POST', '/v1/organisations', { name: 'Other House', time_zone: 'UTC' });
  const account = {
    ...{ kind: 'twilio', name: 'Theirs', settings: { account_sid: DEMO_LINE.accountSid } },
    secret: { auth_token: token },
  };
  const { body: theirs } = await owner.call('POST', '/v1/connections', account);
  const before = await heard();
  const said = { authToken: token, webhookUrl: inboundUrl(theirs.id), from: AVA };
  expect(await text({ ...said, to: CLINIC })).toMatchObject({ status: 403 });
  expect(await text({ ...said, to: '+15550100042' })).toMatchObject({ status: 403 });
  expect(await heard()).toEqual(before);
});

test('never 429: a hundred texts of one phone in a moment are all taken', async () => {
  const from = '+447700900005';
  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => text({ from, body: `flood ${n}` })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await heard()).filter((said) => said.startsWith('flood'))).toHaveLength(100);
});

test('a body that is larger than any message is not read', async () => {
  expect(await text({ from: AVA, body: 'x'.repeat(70_000) })).toMatchObject({ status: 413 });
});

test('a number is checked with its carrier', async () => {
  const owner = await signedInPerson(platform, 'mara@harbour-street.test', 'Mara');
  await rows(
    `insert into membership (org_id, user_id, role, created_at) select $1, id, 'owner', now() from auth_user where email = $2`,
    [platform.orgId, owner.email],
  );
  await owner.call('POST', '/v1/me/organisation', { organisation_id: platform.orgId });
  const check = async () => (await owner.call('POST', `/v1/channels/${platform.numberId}/check`)).body.sms.check.result;
  expect(await check()).toBe('ready');
  await owner.call('PATCH', `/v1/connections/${platform.connectionId}`, {
    secret: { auth_token: 'a-wrong-one-for-now' },
  });
  expect(await check()).toBe('credentials_refused');
  expect(await text({ from: AVA })).toMatchObject({ status: 403 });
  const { twilioAuthToken } = platform.street.secrets;
  const secret = { auth_token: 'the-one-that-comes-next', previous_auth_token: twilioAuthToken };
  await owner.call('PATCH', `/v1/connections/${platform.connectionId}`, { secret });
  expect(await text({ from: AVA, body: 'while the token is replaced' })).toMatchObject({ status: 200 });
  await owner.call('PATCH', `/v1/connections/${platform.connectionId}`, { secret: { auth_token: twilioAuthToken } });
  expect(await check()).toBe('ready');
});

describe('the whole road', () => {
  const carrier = () => platform.street.twilio;
  const sentTo = (phone: string) =>
    carrier()
      .sent.filter(({ to }) => to === phone)
      .map((sent) => sent.text);
  const replies = (phone: string) =>
    rows<{ status: string; kind: string; cause: string; reason: string | null }>(
      'select r.status, r.kind, r.cause, r.reason from reply r join conversation c on c.org_id = r.org_id and c.id = r.conversation_id where c.address = $1 order by r.seq',
      [phone],
    );
  const slow = { timeoutMs: 30_000 };
  let phones = 100;
  const newPhone = () => `+4477009${String(10_000 + phones++)}`;

  beforeEach(() => {
    carrier().network.on = true;
    carrier().network.muddled = false;
    carrier().faults.clear();
  });

  test('a text in, its answer at the carrier, delivered', async () => {
    const phone = newPhone();
    await text({ from: phone, body: 'When are you open on Saturday?' });
    await until(() => sentTo(phone).length === 1, slow);
    expect(sentTo(phone)[0]).toMatch(/Saturday/);
    await until(async () => (await replies(phone))[0]?.status === 'delivered', slow);
  });

  test('reports that come twice and in the wrong order change nothing', async () => {
    carrier().network.muddled = true;
    const phone = newPhone();
    await text({ from: phone, body: 'Where are you?' });
    const reports = () =>
      carrier().ledger.entries.flatMap((entry) =>
        entry.kind === 'webhook' && entry.params.To === phone && entry.params.MessageStatus
          ? [entry.delivery.status]
          : [],
      );
    await until(() => reports().length === 5, slow);
    expect(reports()).toEqual([200, 200, 200, 200, 200]);
    expect(await replies(phone)).toMatchObject([{ status: 'delivered' }]);
  });

  test('a phone that is switched off: the reply ends undelivered, with the reason', async () => {
    const phone = newPhone();
    carrier().network.unreachable.add(phone);
    await text({ from: phone, body: 'Are you there?' });
    await until(async () => (await replies(phone))[0]?.status === 'undelivered', slow);
    expect(await replies(phone)).toMatchObject([{ reason: '30003' }]);
  });

  test('an answer of the carrier that is lost: asked after, and not sent again', async () => {
    const phone = newPhone();
    carrier().faults.next({ kind: 'accept_then_cut' }, { on: (call) => call.kind === 'create' });
    await text({ from: phone, body: 'Where are you?' });
    await until(async () => (await replies(phone))[0]?.status === 'delivered', slow);
    expect(sentTo(phone)).toHaveLength(1);
  });

  test('a carrier that is busy, then down: the answer leaves once', async () => {
    const phone = newPhone();
    const onCreate = { on: (call: { kind: string }) => call.kind === 'create' };
    carrier().faults.next({ kind: 'status', status: 429, retryAfterSeconds: 1 }, onCreate);
    carrier().faults.next({ kind: 'cut' }, onCreate);
    await text({ from: phone, body: 'Where are you?' });
    await until(() => sentTo(phone).length === 1, slow);
    await until(async () => (await replies(phone))[0]?.status === 'delivered', slow);
    expect(sentTo(phone)).toHaveLength(1);
  });

  test('STOP is confirmed once, before any model; then nothing is said until START', async () => {
    const phone = newPhone();
    await text({ from: phone, body: 'Stop. Thank you' });
    await until(() => sentTo(phone).length === 1, slow);
    expect(sentTo(phone)[0]).toMatch(/no more messages/);
    await text({ from: phone, body: 'Are you open on Sunday?' });
    await text({ from: phone, body: 'STOP' });
    await platform.quiet();
    await text({ from: phone, body: 'START' });
    await until(() => sentTo(phone).at(-1)?.includes('again'), slow);
    expect(sentTo(phone).filter((said) => /Sunday/.test(said))).toEqual([]);
  });

  test('a carrier that handles STOP itself: nothing is confirmed a second time', async () => {
    const phone = newPhone();
    await text({ from: phone, body: 'STOP', extra: [['OptOutType', 'STOP']] });
    const [{ n } = { n: 0 }] = await rows<{ n: number }>(
      `select count(*)::int as n from consent where theirs = $1 and state = 'out'`,
      [phone],
    );
    expect(n).toBe(1);
    await platform.quiet();
    expect(sentTo(phone)).toEqual([]);
  });

  test('“STOP 12345” is for the agent', async () => {
    const phone = newPhone();
    await text({ from: phone, body: 'STOP 12345' });
    await until(() => sentTo(phone).length === 1, slow);
    expect(sentTo(phone)[0]).not.toMatch(/no more messages/);
  });

  test('the carrier knows of a STOP that we do not: it is written down', async () => {
    const phone = newPhone();
    carrier().optOut(phone);
    await text({ from: phone, body: 'Where are you?' });
    await until(
      async () => (await replies(phone)).some(({ status }) => status === 'failed' || status === 'cancelled'),
      slow,
    );
    const states = await rows<{ state: string; source: string }>(
      'select state, source from consent where theirs = $1',
      [phone],
    );
    expect(states).toEqual([{ state: 'out', source: 'carrier' }]);
    expect(sentTo(phone)).toEqual([]);
  });
});
