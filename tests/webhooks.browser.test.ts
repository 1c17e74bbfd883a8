import { freePort } from '@parley/db/postgres/free-port';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, openSignedIn, startDashboard } from './setup/dashboard.ts';

let platform: Platform;
let browser: Browser;
let web: Dashboard;
let owner: Person;
let url: string;

beforeAll(async () => {
  const port = await freePort(0);
  url = `http://127.0.0.1:${port}`;
  [platform, browser] = await Promise.all([
    startPlatform({ workers: 1, env: { PARLEY_PUBLIC_URL: url } }),
    openChromium(),
  ]);
  web = await startDashboard({ port, apiUrl: platform.api.url });
  owner = await signedInPerson({ ...platform, api: { ...platform.api, url } }, 'owner@hooks.test');
  const { body } = await owner.call('POST', '/v1/organisations', { name: 'Hooks Ltd', time_zone: 'UTC' });
  await platform.database.owner.query(`update organisation set plan = 'growth' where id = $1`, [body.id]);
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

test('an endpoint is added, tried, answers 410, is told of, switched on and replayed', async () => {
  const page = await (await openSignedIn(browser, url, owner)).newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${url}/webhooks`);
  await page.getByText('No other system is told of anything yet.').waitFor();
  await press(page, 'Add an endpoint');
  await page.getByLabel('Address').fill('https://169.254.169.254/');
  await press(page, 'Add the endpoint');
  await page.getByRole('alert').filter({ hasText: 'private network' }).waitFor();
  await page.getByLabel('Address').fill(`${platform.street.url}/hooks/crm`);
  await press(page, 'Add the endpoint');
  const secret = (await page.locator('[data-secret]').textContent()) ?? '';
  expect(secret).toMatch(/^whsec_/);
  await press(page, 'I have kept it');
  expect(await page.content()).not.toContain(secret);

  await page.getByRole('link', { name: '/hooks/crm' }).click();
  await page.getByText('Nothing was sent yet.').waitFor();
  await press(page, 'Send a test event');
  await row(page, 'webhook.test').filter({ hasText: 'Delivered' }).waitFor();

  platform.street.hooks.faults.next({ kind: 'status', status: 410 });
  await press(page, 'Send a test event');
  await page.getByText('This endpoint was switched off, and nothing is sent to it.').waitFor();
  await page.getByRole('link', { name: 'Notifications: 1 unread' }).click();
  await page.getByRole('link', { name: /answered 410 Gone and was switched off/ }).click();
  await press(page, 'Switch on');
  await press(page, 'Replay what failed in the last seven days');
  await row(page, 'webhook.test').filter({ hasText: 'Failed' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Look at webhook.test' }).first().click();
  await page.getByRole('listitem').filter({ hasText: '2. Answered 200' }).waitFor();
  await page.getByRole('listitem').filter({ hasText: '1. Answered 410' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor();
  expect(problems).toEqual([]);
}, 120_000);

test('what one is told of is chosen in the account, and kept', async () => {
  const page = await (await openSignedIn(browser, url, owner)).newPage();
  await page.goto(`${url}/account`);
  const box = page.getByRole('checkbox', { name: 'An API key is made: by mail' });
  await box.uncheck();
  await page.reload();
  await page.getByRole('checkbox', { name: 'An API key is made: here', checked: true }).waitFor();
  expect(await box.isChecked()).toBe(false);
  const { body } = await owner.call('GET', '/v1/notification-preferences');
  expect(body.data).toContainEqual({
    event: 'api_key.created',
    title: 'An API key is made',
    in_app: true,
    email: false,
  });
}, 60_000);
