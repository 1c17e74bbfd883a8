import { freePort } from '@parley/db/postgres/free-port';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, fromBase32 } from './authenticator.ts';
import { PASSWORD, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, startDashboard } from './setup/dashboard.ts';
import { googleClaims, microsoftClaims, PROVIDER_ENV, providerHosts } from './setup/sign-in-providers.ts';

let platform: Platform;
let browser: Browser;
let web: Dashboard;
let url: string;

beforeAll(async () => {
  const port = await freePort(0);
  url = `http://127.0.0.1:${port}`;
  [platform, browser] = await Promise.all([startPlatform({ workers: 0 }), openChromium()]);
  const env = { ...PROVIDER_ENV, PARLEY_PUBLIC_URL: url };
  const api = await platform.startApi(env, { providerHosts: providerHosts(platform) });
  web = await startDashboard({ port, apiUrl: api.url });
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

async function openPage(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

const shows = (page: Page, heading: string) => page.getByRole('heading', { name: heading, level: 1 }).waitFor();

test('someone new comes in with Google, to the page that they wanted; nothing of it stays in the address', async () => {
  const page = await openPage();
  platform.street.google.signedIn(googleClaims('grace@example.com'));
  await page.goto(`${url}/sign-up?next=%2Faccount`);
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await page.getByRole('link', { name: 'Go on as grace@example.com' }).click();
  await shows(page, 'Begin your organisation');
  await page.waitForURL(/\/welcome|\/account/);
  expect(page.url()).not.toMatch(/code=|state=/);
});

test('who has no password is told before a form asks for one, and where to choose one', async () => {
  const page = await openPage();
  platform.street.google.signedIn(googleClaims('joan@example.com'));
  await page.goto(`${url}/sign-in?next=%2Faccount`);
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await page.getByRole('link', { name: 'Go on as joan@example.com' }).click();
  await shows(page, 'Begin your organisation');
  await page.getByLabel('Name').fill('Quay Records');
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await page.getByRole('button', { name: 'Account of' }).waitFor();
  await page.goto(`${url}/account`);
  const told = page.getByText('have no password here yet');
  await told.first().waitFor();
  expect(await told.count()).toBe(2);
  expect(await page.locator('input[type=password]').count()).toBe(0);
  await page.getByRole('link', { name: 'let us send you a link' }).first().click();
  await shows(page, 'Choose a new password');
});

test('who cancels at Microsoft is told so, and may begin again', async () => {
  const page = await openPage();
  platform.street.microsoft.signedIn(microsoftClaims(platform, 'mary@example.com'));
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: 'Continue with Microsoft' }).click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await shows(page, 'You are not signed in');
  await page.getByText('This sign-in was not finished').waitFor();
  await page.getByRole('link', { name: 'Back to sign-in' }).click();
  await page.getByRole('button', { name: 'Continue with Microsoft' }).click();
  await page.getByRole('link', { name: 'Go on as mary@example.com' }).click();
  await shows(page, 'Begin your organisation');
});

test('whoever has two-factor sign-in is asked for the code after Google, too', async () => {
  const ada = await signedInPerson(platform, 'ada@example.com');
  const { body } = await ada.call('POST', '/v1/auth/two-factor/enable', { password: PASSWORD });
  const secret = fromBase32(new URL(body.totp_uri).searchParams.get('secret') ?? '');
  await ada.call('POST', '/v1/auth/two-factor/verify-totp', { code: codeOf(secret) });
  const page = await openPage();
  platform.street.google.signedIn(googleClaims('ada@example.com'));
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await page.getByRole('link', { name: 'Go on as' }).click();
  await shows(page, 'Your code');
  await page.getByLabel('Code from your authenticator app').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await shows(page, 'Begin your organisation');
});

test('where none is set up, no button is shown', async () => {
  const port = await freePort(0);
  const plain = await startDashboard({ port, apiUrl: platform.api.url });
  const page = await openPage();
  const asked = page.waitForResponse(/\/v1\/auth\/providers/);
  await page.goto(`http://127.0.0.1:${port}/sign-in`);
  await (await asked).finished();
  expect(await page.getByRole('button').allTextContents()).not.toContain('Continue with Google');
  expect(await page.getByText('or with your email').count()).toBe(0);
  await plain.stop();
});
