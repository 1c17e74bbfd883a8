import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { App, type BlockAction, ExpressReceiver, type Logger, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { type Listening, serveOnLoopback } from './serve.ts';
import { createSlack, type Slack } from './slack.ts';

const LEAD = { id: 'U0LEAD0001', name: 'mara', realName: 'Mara Quinn', email: 'mara@clinic.test' };
const SECRET = 'the-signing-secret-of-this-test';
const TOKEN = 'xoxb-of-this-test';
/** The SDKs would log each refusal that these tests are about. */
const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

let slack: Slack;
let server: Listening;
let client: WebClient;
const servers: Listening[] = [];

async function serve(app: RequestListener): Promise<Listening> {
  const listening = await serveOnLoopback(app);
  servers.push(listening);
  return listening;
}

beforeEach(async () => {
  slack = createSlack({
    botToken: TOKEN,
    signingSecret: SECRET,
    now: () => new Date(),
    randomBytes,
    users: [LEAD],
    channels: [{ id: 'C0APPROVAL', name: 'approvals' }],
    origin: () => server.url,
  });
  server = await serve(express().use(slack.router));
  client = new WebClient(TOKEN, { slackApiUrl: `${server.url}/api/`, retryConfig: { retries: 0 }, logger: quiet });
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((listening) => listening.close()));
});

const button = (actionId: string, value: string) => ({
  type: 'button' as const,
  action_id: actionId,
  value,
  text: { type: 'plain_text' as const, text: 'Approve' },
});

const card = (text: string, ...elements: ReturnType<typeof button>[]) => [
  { type: 'section' as const, text: { type: 'mrkdwn' as const, text } },
  ...(elements.length > 0 ? [{ type: 'actions' as const, block_id: 'decide', elements }] : []),
];

const LONG = 'x'.repeat(3_001);
const MANY_BLOCKS = Array(51).fill(card('x')[0]);
const EMPTY_VIEW = { type: 'modal', blocks: [] };

const postCard = () =>
  client.chat.postMessage({
    channel: '#approvals',
    text: 'Refund?',
    blocks: card('Refund?', button('approve', 'appr_1')),
  });

describe('the Web API, through the real client', () => {
  test('posts, redraws and whispers', async () => {
    const { ts, channel } = await postCard();
    expect(channel).toBe('C0APPROVAL');
    await client.chat.update({ channel: 'C0APPROVAL', ts: ts ?? '', text: 'Approved', blocks: card('Approved') });
    await client.chat.postEphemeral({ channel: 'C0APPROVAL', user: LEAD.id, text: 'only you' });
    expect(slack.messages).toMatchObject([
      { channel: 'C0APPROVAL', ts, text: 'Approved', blocks: card('Approved'), edits: 1, onlyFor: null },
      { text: 'only you', onlyFor: LEAD.id },
    ]);
    expect(slack.ledger.entries.map((entry) => entry.kind === 'call' && entry.method)).toEqual([
      'chat.postMessage',
      'chat.update',
      'chat.postEphemeral',
    ]);
  });

  test('knows who it is and who others are', async () => {
    expect(await client.auth.test()).toMatchObject({ ok: true, user: 'parley' });
    expect((await client.users.info({ user: LEAD.id })).user?.profile?.email).toBe(LEAD.email);
    expect((await client.users.lookupByEmail({ email: 'MARA@clinic.test' })).user?.id).toBe(LEAD.id);
    const { channel } = await client.conversations.open({ users: LEAD.id });
    expect(await client.chat.postMessage({ channel: LEAD.id, text: 'hello' })).toMatchObject({ channel: channel?.id });
  });

  test.each([
    ['an unknown channel', 'chat.postMessage', { channel: '#nowhere', text: 'x' }, 'channel_not_found'],
    ['an empty message', 'chat.postMessage', { channel: '#approvals' }, 'no_text'],
    ['too long a section', 'chat.postMessage', { channel: '#approvals', blocks: card(LONG) }, 'invalid_blocks'],
    ['too many blocks', 'chat.postMessage', { channel: '#approvals', blocks: MANY_BLOCKS }, 'invalid_blocks'],
    ['an unknown message', 'chat.update', { channel: 'C0APPROVAL', ts: '1.000001', text: 'x' }, 'message_not_found'],
    ['an unknown person', 'users.lookupByEmail', { email: 'nobody@clinic.test' }, 'users_not_found'],
    ['a made-up trigger', 'views.open', { trigger_id: 'made-up', view: EMPTY_VIEW }, 'invalid_trigger_id'],
    ['an unknown method', 'chat.scheduleMessage', { text: 'x' }, 'unknown_method'],
  ])('refuses %s', async (_, method, params, error) => {
    await expect(client.apiCall(method, params)).rejects.toMatchObject({ data: { ok: false, error } });
  });

  test('refuses a missing and a wrong token', async () => {
    const api = `${server.url}/api/`;
    const failing = (token: string | undefined) =>
      new WebClient(token, { slackApiUrl: api, logger: quiet }).auth.test();
    await expect(failing('xoxb-other')).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
    await expect(failing(undefined)).rejects.toMatchObject({ data: { error: 'not_authed' } });
  });

  test('faults come on demand', async () => {
    const onUpdate = { on: (call: { method: string }) => call.method === 'chat.update' };
    slack.faults.next({ kind: 'status', status: 500 }, onUpdate);
    slack.faults.next({ kind: 'status', status: 200, code: 'fatal_error' }, onUpdate);
    slack.faults.next({ kind: 'accept_then_cut' }, onUpdate);
    const { ts = '' } = await postCard();
    const update = () => client.chat.update({ channel: 'C0APPROVAL', ts, text: 'done' });
    await expect(update()).rejects.toMatchObject({ statusCode: 500 });
    await expect(update()).rejects.toMatchObject({ data: { error: 'fatal_error' } });
    expect(slack.messages[0]?.text).toBe('Refund?');
    await expect(update()).rejects.toThrow();
    expect(slack.messages[0]?.text).toBe('done');
  });

  test('asks for patience with Retry-After, and the real client has it', async () => {
    slack.faults.next({ kind: 'status', status: 429, retryAfterSeconds: 1 });
    const patient = new WebClient(TOKEN, {
      slackApiUrl: `${server.url}/api/`,
      retryConfig: { retries: 1, minTimeout: 1, maxTimeout: 1 },
      rejectRateLimitedCalls: true,
      logger: quiet,
    });
    await expect(patient.auth.test()).rejects.toMatchObject({ retryAfter: 1 });
  });
});

describe('what Slack sends, received by the real Bolt', () => {
  const seen: string[] = [];
  let ours: Listening;

  beforeEach(async () => {
    seen.length = 0;
    const receiver = new ExpressReceiver({ signingSecret: SECRET, logger: quiet });
    const app = new App({
      receiver,
      token: TOKEN,
      clientOptions: { slackApiUrl: `${server.url}/api/` },
      logger: quiet,
    });
    app.action('approve', async ({ ack, action, body, client: api, respond }) => {
      await ack();
      const value = action.type === 'button' ? action.value : '?';
      seen.push(`${body.user.id} ${value}`);
      const { view } = await api.views.open({
        trigger_id: (body as BlockAction).trigger_id,
        view: { type: 'modal', callback_id: 'why', title: { type: 'plain_text', text: 'Why' }, blocks: card('Why?') },
      });
      await respond({ text: `opened ${view?.id}`, replace_original: true });
    });
    app.view('why', async ({ ack, view }) => {
      await ack();
      seen.push(`because ${view.state.values.reason?.text?.value}`);
    });
    app.command('/parley', async ({ ack, command, respond }) => {
      await ack('working');
      await respond(`you said ${command.text}`);
    });
    app.event('app_home_opened', async ({ event, client: api, body }) => {
      await api.views.publish({ user_id: event.user, view: { type: 'home', blocks: card('Welcome') } });
      seen.push(body.event_id);
    });
    ours = await serve(receiver.app);
  });

  const events = () => `${ours.url}/slack/events`;

  test('a click, a modal and its answer', async () => {
    const { ts = '' } = await postCard();
    const click = { url: events(), userId: LEAD.id, channel: 'C0APPROVAL', ts, actionId: 'approve' };
    expect(await slack.sendBlockActions(click)).toMatchObject({ status: 200 });
    const viewId = await until(() => slack.views.keys().next().value);
    await until(() => slack.messages[0]?.text === `opened ${viewId}`);
    const values = { reason: { text: { type: 'plain_text_input', value: 'kind patient' } } };
    await slack.sendViewSubmission({ url: events(), userId: LEAD.id, viewId, values });
    expect(seen).toEqual([`${LEAD.id} appr_1`, 'because kind patient']);
  });

  test('a late click carries the button of a card that was redrawn', async () => {
    const { ts = '' } = await postCard();
    await client.chat.update({ channel: 'C0APPROVAL', ts, text: 'Approved', blocks: card('Approved') });
    const click = { url: events(), userId: LEAD.id, channel: 'C0APPROVAL', ts, actionId: 'approve' };
    await expect(slack.sendBlockActions(click)).rejects.toThrow(/no "approve" on the message/);
    await slack.sendBlockActions({ ...click, action: { ...button('approve', 'appr_1'), block_id: 'decide' } });
    await until(() => seen.length === 1);
  });

  test('a command, and its answer where it was asked', async () => {
    const command = { url: events(), userId: LEAD.id, channel: 'C0APPROVAL', command: '/parley', text: 'status' };
    expect(await slack.sendSlashCommand(command)).toMatchObject({ status: 200, body: 'working' });
    await until(() => slack.messages.some((message) => message.text === 'you said status'));
    expect(slack.messages.at(-1)).toMatchObject({ onlyFor: LEAD.id, channel: 'C0APPROVAL' });
  });

  test('an event, once more as a retry', async () => {
    const event = { url: events(), event: { type: 'app_home_opened', user: LEAD.id, tab: 'home' }, eventId: 'Ev1' };
    await slack.sendEvent(event);
    await slack.sendEvent({ ...event, retry: { num: 1, reason: 'http_timeout' } });
    await until(() => seen.length === 2);
    expect(seen).toEqual(['Ev1', 'Ev1']);
    expect(slack.homes.get(LEAD.id)?.blocks).toEqual(card('Welcome'));
  });

  test('Bolt refuses a wrong secret and an old signature', async () => {
    const event = { url: events(), event: { type: 'app_home_opened', user: LEAD.id, tab: 'home' } };
    expect(await slack.sendEvent({ ...event, signingSecret: 'other' })).toMatchObject({ status: 401 });
    const signedAt = new Date(Date.now() - 6 * 60_000);
    expect(await slack.sendEvent({ ...event, signedAt })).toMatchObject({ status: 401 });
    expect(seen).toEqual([]);
  });
});

test('a response url is good for five answers', async () => {
  const { ts = '' } = await postCard();
  const app = express().use(express.urlencoded());
  let responseUrl = '';
  app.post('/', (req, res) => {
    responseUrl = JSON.parse(req.body.payload).response_url;
    res.end();
  });
  const { url } = await serve(app);
  await slack.sendBlockActions({ url, userId: LEAD.id, channel: 'C0APPROVAL', ts, actionId: 'approve' });
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) {
    const headers = { 'content-type': 'application/json' };
    const res = await fetch(responseUrl, { method: 'POST', headers, body: JSON.stringify({ text: `answer ${i}` }) });
    statuses.push(res.status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
});
