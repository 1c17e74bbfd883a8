import { globSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '@parley/db/postgres/free-port';
import { until } from '@parley/testkit/until';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, openSignedIn, startDashboard } from './setup/dashboard.ts';

let platform: Platform;
let browser: Browser;
let web: Dashboard;
let url: string;
let ada: Person;

beforeAll(async () => {
  const port = await freePort(0);
  url = `http://127.0.0.1:${port}`;
  [platform, browser] = await Promise.all([
    startPlatform({ workers: 0, env: { PARLEY_PUBLIC_URL: url } }),
    openChromium(),
  ]);
  web = await startDashboard({ port, apiUrl: platform.api.url });
  ada = await signedInPerson(platform, 'ada@example.com', 'Ada Owner');
  await ada.call('POST', '/v1/organisations', { name: 'Quay Records', time_zone: 'UTC' });
  await ada.call('POST', '/v1/organisations', { name: 'Harbour Books', time_zone: 'UTC' });
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

const shows = (page: Page, heading: string) => page.getByRole('heading', { name: heading, level: 1 }).waitFor();

async function open(at: string): Promise<Page> {
  await ada.call('POST', '/v1/auth/sign-in/email', { email: ada.email, password: PASSWORD });
  const page = await (await openSignedIn(browser, url, ada)).newPage();
  await page.goto(`${url}${at}`);
  return page;
}

/** The address of every page there is; where it names something, of something that is not there. */
const APP = path.resolve(import.meta.dirname, '../apps/web/src/app');
const addresses = globSync('**/page.tsx', { cwd: APP })
  .map((file) => `/${path.dirname(file)}`.replaceAll(/\/\([^/]+\)/g, '').replaceAll(/\[[^\]]+\]/g, 'none') || '/')
  .map((address) => address.replace(/^\/\.$/, '/'))
  .toSorted();

test('no page does what the policy forbids, throws or logs an error, and each has one heading and a title', async () => {
  expect(addresses).toEqual(expect.arrayContaining(['/', '/members', '/roles', '/sign-in']));
  const problems: string[] = [];
  for (const contextOf of [() => openSignedIn(browser, url, ada), () => browser.newContext()]) {
    const context = await contextOf();
    const left = [...addresses, '/no-such-page'];
    const visitSome = async () => {
      for (let address = left.shift(); address; address = left.shift()) await visit(context, address, problems);
    };
    await Promise.all([visitSome(), visitSome(), visitSome()]);
    await context.close();
  }
  expect(problems).toEqual([]);
}, 180_000);

/** Opens the page and writes down what is wrong with it. */
async function visit(context: BrowserContext, address: string, problems: string[]): Promise<void> {
  const page = await context.newPage();
  const blame = (what: string) => problems.push(`${address}: ${what}`);
  page.on('pageerror', (error) => blame(error.message));
  // What was asked for in vain is the page's to show, and not a fault of it: of something that is not there, or a busy api.
  const isFault = (text: string) => !text.startsWith('Failed to load resource');
  page.on('console', (line) => line.type() === 'error' && isFault(line.text()) && blame(line.text()));
  await page.exposeFunction('blame', blame);
  await page.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', (event) =>
      blame(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));`,
  });
  await page.goto(`${url}${address}`);
  const heading = page.locator('h1').first();
  await heading.waitFor({ timeout: 10_000 }).catch(() => blame('there is no heading of the first level'));
  if ((await page.locator('h1').count()) > 1) blame('more than one heading of the first level');
  // Whoever is led elsewhere stands between two titles for a moment.
  const titled = until(async () => /^.+ · Parley$/.test(await page.title()), { timeoutMs: 10_000 });
  await titled.catch(async () => blame(`the title is “${await page.title()}”`));
  if (await page.getByText('This page failed.').count()) blame('the page failed');
  await page.close();
}

test('the policy itself lets no script run without this answer’s nonce', async () => {
  const policyOf = async () => (await fetch(`${url}/sign-in`)).headers.get('content-security-policy') ?? '';
  const [first, second] = [await policyOf(), await policyOf()];
  expect(first).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic';/);
  expect(first).not.toMatch(/unsafe/);
  expect(first).not.toBe(second);
});

test('the command menu opens with the keys, finds by any word, and is driven without a mouse', async () => {
  const page = await open('/status');
  await page.getByRole('button', { name: 'Account of Ada Owner' }).waitFor();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Page or action' });
  await field.waitFor();
  const chosen = () => page.getByRole('dialog').getByRole('option', { selected: true }).textContent();
  expect(await chosen()).toBe('Status');
  await page.keyboard.press('ArrowUp');
  expect(await chosen()).toBe('As the system');
  await field.fill('xyzzy');
  await page.getByText('Nothing here goes by that name.').waitFor();
  await page.keyboard.press('Enter');
  await field.fill('aud');
  expect(await chosen()).toBe('Audit');
  const active = await field.getAttribute('aria-activedescendant');
  expect(await page.locator(`[id="${active}"]`).textContent()).toBe('Audit');
  await page.keyboard.press('Enter');
  await shows(page, 'Audit');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('invite');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Invite someone' }).waitFor();
  await page.keyboard.press('Control+k');
  expect(await field.count()).toBe(0);
  await page.getByLabel('Email').fill('guest@example.com');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByRole('status').getByText('The invitation to guest@example.com is on its way.').waitFor();
  expect(new URL(page.url()).search).toBe('');

  await page.getByRole('button', { name: 'Go to a page, or do something' }).click();
  await page.keyboard.type('dark');
  await page.keyboard.press('Enter');
  await until(() => page.evaluate<boolean>(`document.documentElement.classList.contains('dark')`));
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await until(async () => (await field.count()) === 0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('harbour');
  await page.keyboard.press('Enter');
  await page.getByText('Who works in Harbour Books').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sign out');
  await page.keyboard.press('Enter');
  await shows(page, 'Sign in');
});

test('the roles page is the table that the API decides by, and says which role is mine', async () => {
  const page = await open('/roles');
  await page.getByText('You are owner here.').waitFor();
  const row = page.getByRole('row').filter({ hasText: 'Invite and remove people' });
  expect((await row.getByRole('cell').allTextContents()).map((cell) => cell.replace('–', ''))).toEqual([
    'yes',
    'yes',
    ...Array(5).fill('no'),
  ]);
});

test('two-factor setup draws its code here: nothing is asked of anyone else', async () => {
  const page = await open('/account');
  await page.getByText('Another program').first().waitFor();
  const elsewhere: string[] = [];
  page.on('request', (request) => !request.url().startsWith(url) && elsewhere.push(request.url()));
  await page.getByLabel('Your password, to be sure that it is you').fill(PASSWORD);
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  expect(elsewhere).toEqual([]);
});
