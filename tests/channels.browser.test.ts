import { freePort } from '@parley/db/postgres/free-port';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, openSignedIn, startDashboard } from './setup/dashboard.ts';

let platform: Platform;
let browser: Browser;
let web: Dashboard;
let url: string;

beforeAll(async () => {
  const port = await freePort(0);
  url = `http://127.0.0.1:${port}`;
  [platform, browser] = await Promise.all([
    startPlatform({ workers: 0, env: { PARLEY_PUBLIC_URL: url } }),
    openChromium(),
  ]);
  web = await startDashboard({ port, apiUrl: platform.api.url });
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

/** Someone of the sample clinic. */
async function someone(role: string): Promise<Person> {
  const person = await signedInPerson({ ...platform, api: { ...platform.api, url } }, `${role}@clinic.test`);
  await platform.database.owner.query(
    `insert into membership (org_id, user_id, role, created_at) select $1, id, $3, now() from auth_user where email = $2`,
    [platform.orgId, person.email, role],
  );
  await person.call('POST', '/v1/me/organisation', { organisation_id: platform.orgId });
  return person;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

test('a number is checked, changed, added and deleted; a web chat is added with its script', async () => {
  const page = await (await openSignedIn(browser, url, await someone('owner'))).newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${url}/channels`);
  await page.getByRole('link', { name: 'Text messages' }).click();
  await text(page, 'Not checked');
  await text(page, `${url}/v1/channels/sms/${platform.connectionId}/inbound`);
  await press(page, 'Check with Twilio');
  await text(page, 'Ready');
  await press(page, 'Change');
  await page.getByLabel('Name').fill('Front desk');
  await press(page, 'Save');
  await page.getByRole('heading', { name: 'Front desk', level: 1 }).waitFor();

  await page.getByRole('link', { name: 'Channels' }).first().click();
  await press(page, 'Add a number');
  await page.getByLabel('Phone number').fill('7700 900018');
  await page.getByLabel('Name').fill('Emergencies');
  await press(page, 'Add the number');
  await text(page, /must begin with \+/);
  await page.getByLabel('Phone number').fill('+44 7700 900018');
  await press(page, 'Add the number');
  await text(page, /in use already/);
  await page.getByLabel('Phone number').fill('+44 7700 900019');
  await press(page, 'Add the number');
  await page.getByRole('heading', { name: 'Emergencies', level: 1 }).waitFor();
  await press(page, 'Check with Twilio');
  await text(page, /this account has no such number/);
  await press(page, 'Delete');
  await press(page, 'Delete the channel');
  await page.getByRole('heading', { name: 'Channels', level: 1 }).waitFor();
  await page.getByText('Emergencies').waitFor({ state: 'detached' });

  await press(page, 'Add a web chat');
  await page.getByLabel('Name').fill('Shop');
  await page.getByLabel('Sites that may show it').fill('https://shop.example, https://*.shop.example');
  await press(page, 'Add the web chat');
  await text(page, `${url}/widget.js`);
  await text(page, 'https://*.shop.example');
  expect(problems).toEqual([]);
});

test('a viewer sees channels, and is offered no change', async () => {
  const page = await (await openSignedIn(browser, url, await someone('viewer'))).newPage();
  await page.goto(`${url}/channels/${platform.numberId}`);
  await text(page, 'A message comes in');
  for (const name of ['Change', 'Delete', 'Check with Twilio']) {
    expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
  }
});
