import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, PUBLIC, startPlatform } from './platform.ts';

const AVA = '+447700900341';
const CLINIC = '+447700900018';

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

test('headers that claim another host or scheme change nothing', async () => {
  const { entries } = platform.street.twilio.ledger;
  await text({ from: '+447700900004', body: 'through a proxy' });
  const sent = entries.at(-1);
  expect(sent).toMatchObject({ kind: 'webhook', delivery: { status: 200 } });
});
