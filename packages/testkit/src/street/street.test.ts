import { randomBytes } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestClock } from '../clock.ts';
import { startMailCatcher } from './mail.ts';
import { type Street, type StreetOptions, startStreet } from './street.ts';

const SECRETS = {
  twilioAccountSid: `AC${'1'.repeat(32)}`,
  twilioAuthToken: 'the-carrier-token-of-this-test',
  slackSigningSecret: 'the-slack-secret-of-this-test',
  slackBotToken: 'xoxb-of-this-test',
  modelKey: 'sk-of-this-test',
};
const CHANNEL = 'chan_01k9zzzzzzzzzzzzzzzzzzzzzz';
const API = 'http://127.0.0.1:4000/';

// Saturday, ten to one in the morning, in Whitby; still Friday in Greenwich.
const clock = createTestClock(new Date('2026-06-12T23:50:00Z'));
const open: Street[] = [];

async function openStreet(more: Partial<StreetOptions> = {}): Promise<Street> {
  const options = { apiUrl: API, chatChannel: CHANNEL, secrets: SECRETS, now: clock.now, randomBytes, ...more };
  const street = await startStreet(options);
  open.push(street);
  return street;
}

let street: Street;

beforeEach(async () => {
  street = await openStreet();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const text = async (path: string, from = street): Promise<string> => (await fetch(`${from.url}${path}`)).text();
const json = async (path: string) => (await fetch(`${street.url}${path}`)).json();

const sendMail = (subject: string, more: { text?: string; html?: string } = {}) =>
  createTransport({ host: '127.0.0.1', port: street.mail.port }).sendMail({
    from: 'no-reply@parley.test',
    to: 'mara@clinic.test',
    subject,
    text: 'hello',
    ...more,
  });

test('the front page says who is here and what each has seen', async () => {
  await fetch(`${street.url}/hooks/crm`, { method: 'POST', body: 'x' });
  const page = await text('/');
  for (const title of [
    'Twilio',
    'Slack',
    'Mail server',
    'OpenAI',
    'Anthropic',
    'Trace collector',
    'Webhook receiver',
  ]) {
    expect(page).toContain(`<h2>${title}</h2>`);
  }
  expect(page).toContain('<a href="/ledger/hooks">Has seen 1 thing</a>');
  expect(page).toContain('<a href="/ledger/twilio">Has seen nothing yet</a>');
  expect(page).toContain(street.mail.url);
});

test('what the webhook receiver got is shown as text, whatever it is', async () => {
  expect(await text('/webhooks')).toContain(`${street.url}/hooks/anything`);
  const headers = { 'webhook-id': 'evt_1', cookie: 'not shown' };
  await fetch(`${street.url}/hooks/crm`, { method: 'POST', headers, body: '<script>alert(1)</script>' });
  const page = await text('/webhooks');
  expect(page).toContain('webhook-id: evt_1');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toContain('not shown');
});

test('ledgers are there as JSON, by name', async () => {
  await fetch(`${street.url}/hooks/crm`, { method: 'POST', body: 'x' });
  await sendMail('one');
  expect(await json('/ledger/hooks')).toMatchObject({
    outsider: 'hooks',
    seen: 1,
    entries: [{ path: '/crm', body: 'x' }],
  });
  expect(await json('/ledger/mail')).toMatchObject({ seen: 1, entries: [{ subject: 'one' }] });
  expect(await json('/ledger/otlp')).toEqual({ outsider: 'otlp', seen: 0, entries: [] });
  expect((await fetch(`${street.url}/ledger/toString`)).status).toBe(404);
});

test('a bounded ledger forgets its oldest and says how many there were', async () => {
  const bounded = await openStreet({ keep: 3 });
  for (let i = 1; i <= 10; i++) await fetch(`${bounded.url}/hooks/${i}`);
  const { entries, seen } = bounded.hooks.ledger;
  expect(seen).toBe(10);
  expect(entries.length).toBeLessThanOrEqual(6);
  expect(entries.slice(-3).map((entry) => entry.path)).toEqual(['/8', '/9', '/10']);
});

test('each fake is where its client looks for it', async () => {
  const headers = { authorization: `Bearer ${SECRETS.modelKey}` };
  expect(await (await fetch(`${street.url}/openai/v1/models`, { headers })).json()).toMatchObject({ object: 'list' });
  const slack = { method: 'POST', headers: { authorization: `Bearer ${SECRETS.slackBotToken}` } };
  expect(await (await fetch(`${street.url}/slack/api/auth.test`, slack)).json()).toMatchObject({ ok: true });
  const account = `${SECRETS.twilioAccountSid}:${SECRETS.twilioAuthToken}`;
  const messages = `/twilio/2010-04-01/Accounts/${SECRETS.twilioAccountSid}/Messages.json`;
  const basic = { authorization: `Basic ${Buffer.from(account).toString('base64')}` };
  expect(await (await fetch(street.url + messages, { headers: basic })).json()).toMatchObject({ messages: [] });
  const unkeyed = await fetch(`${street.url}/anthropic/v1/messages`, { method: 'POST' });
  expect(unkeyed.status).toBe(401);
  expect((await fetch(`${street.url}/readyz`)).status).toBe(200);
});

test('mails are listed and shown with everything in them escaped', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  await sendMail(hostile, {
    text: `${hostile} https://parley.test/sign-in?a=1&b="2"`,
    html: '<p>As a <b>page</b></p>',
  });
  const pages = [await text('/mails'), await text('/mails/1')];
  for (const page of pages) {
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  }
  expect(pages[1]).toContain('<a href="https://parley.test/sign-in?a=1&amp;b=" rel="noreferrer">');
  const html = await fetch(`${street.url}/mails/1/html`);
  expect(await html.text()).toContain('<p>As a <b>page</b></p>');
  expect(html.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox allow-popups /);
  expect((await fetch(`${street.url}/mails/2`)).status).toBe(404);
});

test('the chat page embeds the widget as any site would', async () => {
  const res = await fetch(`${street.url}/chat`);
  const page = await res.text();
  expect(page).toContain(`<script src="http://127.0.0.1:4000/widget.js" data-channel="${CHANNEL}" async></script>`);
  expect(page).toContain('This is a demo on your own machine.');
  for (const question of ['When are you open on Saturday?', 'Are you a real person?', 'Where are you?']) {
    expect(page).toContain(`data-question="${question}"`);
  }
  expect(page).toMatch(/aria-current="date">\s*<th scope="row">Saturday/);
  expect(res.headers.get('content-security-policy')).toContain("script-src 'self' http://127.0.0.1:4000;");
});

test('without a channel the chat page says what to do', async () => {
  const bare = await openStreet({ chatChannel: null });
  const page = await text('/chat', bare);
  expect(page).not.toContain('widget.js');
  expect(page).toContain('No chat is set up for this page yet. Start Parley with <code>pnpm start</code>');
});

test('nothing on the way to the page is markup', async () => {
  const page = await text('/chat', await openStreet({ chatChannel: '"><script>alert(1)</script>' }));
  expect(page).toContain('data-channel="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
});

test('answers what it cannot read with a word, not with a stack', async () => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${SECRETS.modelKey}` };
  const res = await fetch(`${street.url}/openai/v1/chat/completions`, { method: 'POST', headers, body: '{' });
  expect(res.status).toBe(400);
  expect(await res.text()).toMatch(/^Expected property name[^\n]*\n$/);
  expect((await fetch(`${street.url}/nowhere`)).status).toBe(404);
});

test('a taken port leaves nothing behind', async () => {
  const port = Number(new URL(street.url).port);
  const { port: smtpPort, close } = await startMailCatcher({ now: clock.now });
  await close();
  await expect(openStreet({ port, smtpPort })).rejects.toThrow(/EADDRINUSE/);
  expect((await openStreet({ smtpPort })).mail.port).toBe(smtpPort);
});
