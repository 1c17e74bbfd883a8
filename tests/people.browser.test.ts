import { freePort } from '@parley/db/postgres/free-port';
import { until } from '@parley/testkit/until';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, fromBase32 } from './authenticator.ts';
import { PASSWORD, tokenInLetter } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, startDashboard } from './setup/dashboard.ts';

const PATIENT = { timeoutMs: 30_000 };

let platform: Platform;
let browser: Browser;
let web: Dashboard;
let url: string;

beforeAll(async () => {
  const port = await freePort(0);
  url = `http://127.0.0.1:${port}`;
  [platform, browser] = await Promise.all([
    startPlatform({ workers: 1, env: { PARLEY_PUBLIC_URL: url } }),
    openChromium(),
  ]);
  web = await startDashboard({ port, apiUrl: platform.api.url });
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

type Visit = { page: Page; problems: string[] };

async function openBrowser(): Promise<Visit> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(PATIENT.timeoutMs);
  const problems: string[] = [];
  page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  return { page, problems };
}

const shows = (page: Page, heading: string) => page.getByRole('heading', { name: heading, level: 1 }).waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function signUp(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await press(page, 'Begin');
  await shows(page, 'Check your mail');
  const token = await tokenInLetter(platform, email, 'Confirm');
  await page.goto(`${url}/verify-email#token=${encodeURIComponent(token)}`);
  await press(page, 'Confirm my address');
  await shows(page, 'Your address is confirmed');
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await press(page, 'Sign in');
}

test('from no account to an organisation of two, a key that works, and a record of it', async () => {
  const { page, problems } = await openBrowser();
  await page.goto(`${url}/members`);
  await shows(page, 'Sign in');
  await page.getByRole('link', { name: 'Begin an account' }).click();
  await shows(page, 'Begin an account');
  await signUp(page, 'Ada Owner', 'ada@example.com');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await shows(page, 'Sign in');
  await signIn(page, 'ada@example.com');

  await shows(page, 'Begin your organisation');
  await page.getByLabel('Name').fill('Harbour Books');
  await press(page, 'Begin');
  await shows(page, 'Members');
  await page.getByRole('row').filter({ hasText: 'Ada Owner (you)' }).waitFor();

  await page.getByRole('link', { name: 'API keys' }).click();
  await press(page, 'Make a key');
  await page.getByLabel('Name').fill('Till');
  await press(page, 'Make the key');
  const secret = (await page.locator('[data-secret]').textContent()) ?? '';
  const asProgram = () => fetch(`${url}/v1/organisation`, { headers: { authorization: `Bearer ${secret}` } });
  expect(await (await asProgram()).json()).toMatchObject({ name: 'Harbour Books' });
  await press(page, 'I have kept it');
  expect(await page.content()).not.toContain(secret);
  await press(page, 'Revoke Till');
  await page.getByLabel('Type Till to confirm').fill('Till');
  await press(page, 'Revoke');
  await page.getByRole('row').filter({ hasText: 'Revoked' }).waitFor();
  expect((await asProgram()).status).toBe(401);

  await page.getByRole('link', { name: 'Members' }).click();
  await press(page, 'Invite someone');
  await page.getByLabel('Email').fill('bob@example.com');
  await page.getByLabel('Role').last().selectOption('viewer');
  await press(page, 'Send the invitation');
  await page.getByRole('row').filter({ hasText: 'bob@example.com' }).waitFor();

  const guest = await joinAsBob();
  await page.reload();
  await page.getByRole('row').filter({ hasText: 'Bob Guest' }).waitFor();
  await page.getByRole('link', { name: 'Audit' }).click();
  for (const words of ['Invitation accepted', 'API key revoked', 'API key created', 'Organisation created']) {
    await page.getByRole('row').filter({ hasText: words }).waitFor();
  }
  await page.getByLabel('What').fill('api_key');
  await press(page, 'Show');
  await page.waitForURL('**/audit?action=api_key');
  await until(async () => (await page.getByRole('row').count()) === 3, { ...PATIENT, what: 'a head and two entries' });
  expect([...problems, ...guest.problems]).toEqual([]);
});

/** In a browser of his own: the link alone makes him no member, and he is led only to what his role may see. */
async function joinAsBob(): Promise<Visit> {
  const guest = await openBrowser();
  const { page } = guest;
  const token = await tokenInLetter(platform, 'bob@example.com', 'invites you');
  await page.goto(`${url}/invitation#token=${encodeURIComponent(token)}`);
  await page.getByRole('link', { name: 'Begin an account' }).click();
  await shows(page, 'Begin an account');
  await signUp(page, 'Bob Guest', 'bob@example.com');
  await page.goto(`${url}/invitation`);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await shows(page, 'Sign in');
  await signIn(page, 'bob@example.com');
  await shows(page, 'You are invited');
  await press(page, 'Join');
  await shows(page, 'Members');
  await page.getByRole('row').filter({ hasText: 'Bob Guest (you)' }).waitFor();
  expect(await page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Invite someone' }).count()).toBe(0);
  await page.goto(`${url}/keys`);
  await page.getByText('Your role in Harbour Books does not open this page.').waitFor();
  return guest;
}

test('who signs out is led to sign-in, and back to the page they asked for', async () => {
  const { page } = await openBrowser();
  await page.goto(`${url}/sign-in`);
  await signIn(page, 'ada@example.com');
  await shows(page, 'Members');
  await press(page, 'Account of Ada Owner');
  await press(page, 'Sign out');
  await shows(page, 'Sign in');
  await page.goto(`${url}/teams`);
  await shows(page, 'Sign in');
  await signIn(page, 'ada@example.com');
  await shows(page, 'Teams');
});

test('two-factor: turned on with a first code, then asked for; a recovery code does instead', async () => {
  const { page, problems } = await openBrowser();
  await page.goto(`${url}/sign-in?next=/account`);
  await signIn(page, 'bob@example.com');
  await shows(page, 'Account');
  await page.getByLabel('Your password, to be sure that it is you').fill(PASSWORD);
  await press(page, 'Begin');
  const key = (await page.locator('[data-kept="Copy the key"]').textContent()) ?? '';
  const [recovery = ''] = ((await page.locator('[data-kept="Copy the codes"]').textContent()) ?? '').split('\n');
  await page.getByLabel('3. Give the code that the app shows').fill(codeOf(fromBase32(key)));
  await press(page, 'Turn it on');
  await page.getByText('On', { exact: true }).waitFor();
  expect(problems).toEqual([]);

  const { page: elsewhere } = await openBrowser();
  await elsewhere.goto(`${url}/sign-in?next=/account`);
  await signIn(elsewhere, 'bob@example.com');
  await shows(elsewhere, 'Your code');
  await press(elsewhere, 'Use a recovery code');
  await elsewhere.getByLabel('Recovery code').fill('wrong-code');
  await press(elsewhere, 'Sign in');
  await elsewhere.getByText(/That code is not right/).waitFor();
  await elsewhere.getByLabel('Recovery code').fill(recovery);
  await press(elsewhere, 'Sign in');
  await shows(elsewhere, 'Account');
});

test('the last owner is told why they cannot leave; whoever is removed is gone from the list', async () => {
  const { page: owner } = await openBrowser();
  await owner.goto(`${url}/sign-in`);
  await signIn(owner, 'ada@example.com');
  await shows(owner, 'Members');
  await owner.getByLabel('Role of Bob Guest').selectOption('admin');
  await owner.getByRole('row').filter({ hasText: 'Bob Guest' }).waitFor();
  await owner.getByRole('link', { name: 'Settings' }).click();
  await press(owner, 'Leave Harbour Books');
  await owner.getByLabel('Type Harbour Books to confirm').fill('Harbour Books');
  await press(owner, 'Leave');
  await owner.getByRole('dialog').getByRole('alert').waitFor();
  await press(owner, 'Keep');
  await owner.getByRole('link', { name: 'Members' }).click();
  await press(owner, 'Remove Bob Guest');
  await owner.getByLabel('Type bob@example.com to confirm').fill('bob@example.com');
  await press(owner, 'Remove');
  await until(async () => (await owner.getByRole('row').filter({ hasText: 'Bob Guest' }).count()) === 0, PATIENT);
});

test('a forgotten password is chosen anew; a second organisation is begun, and switched from', async () => {
  const { page, problems } = await openBrowser();
  await page.goto(`${url}/sign-in`);
  await page.getByRole('link', { name: 'I forgot my password' }).click();
  await shows(page, 'Choose a new password');
  await page.getByLabel('Email').fill('ada@example.com');
  await press(page, 'Send me the link');
  await shows(page, 'Check your mail');
  const token = await tokenInLetter(platform, 'ada@example.com', 'password');
  for (const cutOff of ['reset-password', 'verify-email']) {
    await page.goto(`${url}/${cutOff}`);
    await page.getByText('This address is not whole.').waitFor();
  }
  await page.goto(`${url}/reset-password#token=${encodeURIComponent(token)}`);
  await page.getByLabel('New password').fill(PASSWORD);
  await press(page, 'Change my password');
  await shows(page, 'Your password is changed');
  await page.getByRole('link', { name: 'Sign in with the new one' }).click();
  await signIn(page, 'ada@example.com');
  await shows(page, 'Members');

  await page.getByRole('combobox', { name: 'Organisation' }).selectOption({ label: 'Begin another…' });
  await shows(page, 'Begin another organisation');
  await page.getByLabel('Name').fill('Quay Records');
  await press(page, 'Begin');
  await page.getByText('Who works in Quay Records').waitFor();
  await page.getByRole('combobox', { name: 'Organisation' }).selectOption({ label: 'Harbour Books' });
  await page.getByText('Who works in Harbour Books').waitFor();
  expect(problems).toEqual([]);
});
