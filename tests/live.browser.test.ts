import { freePort } from '@parley/db/postgres/free-port';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, signedInPerson, tokenInLetter } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, openSignedIn, startDashboard } from './setup/dashboard.ts';

let platform: Platform;
let browser: Browser;
let web: Dashboard;
let port: number;
let url: string;
let ada: Person;
let harbour: string;

beforeAll(async () => {
  port = await freePort(0);
  url = `http://127.0.0.1:${port}`;
  [platform, browser] = await Promise.all([
    startPlatform({ workers: 0, env: { PARLEY_PUBLIC_URL: url } }),
    openChromium(),
  ]);
  web = await startDashboard({ port, apiUrl: platform.api.url });
  ada = await signedInPerson(platform, 'ada@example.com', 'Ada Owner');
  harbour = (await ada.call('POST', '/v1/organisations', { name: 'Harbour Books', time_zone: 'UTC' })).body.id;
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

const browserOf = (person: Person) => openSignedIn(browser, url, person);

async function openAt(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}${path}`);
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const isLive = (page: Page) => page.getByRole('status').getByText('Live', { exact: true }).waitFor();
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('what one admin changes, another one sees without doing anything', async () => {
  await ada.call('POST', '/v1/invitations', { email: 'eve@example.com', role: 'admin' });
  const eve = await signedInPerson(platform, 'eve@example.com', 'Eve Admin');
  const token = await tokenInLetter(platform, 'eve@example.com', 'invites you');
  await eve.call('POST', '/v1/invitations/accept', { token });
  await eve.call('POST', '/v1/me/organisation', { organisation_id: harbour });
  const [hers, other] = [await openAt(await browserOf(ada), '/teams'), await openAt(await browserOf(eve), '/teams')];
  await Promise.all([isLive(hers), isLive(other)]);
  await press(other, 'Make a team');
  await other.getByLabel('Name').fill('Night shift');
  await press(other, 'Make the team');
  await rowOf(other, 'Night shift').waitFor();
  await rowOf(hers, 'Night shift').waitFor({ timeout: 1_500 });
  const members = await openAt(hers.context(), '/members');
  await isLive(members);
  await ada.call('DELETE', `/v1/members/${(await eve.call('GET', '/v1/me')).body.user.id}`);
  await rowOf(members, 'Eve Admin').waitFor({ state: 'detached', timeout: 1_500 });
  await other.waitForURL('**/welcome');
});

test('the indicator says when the line is lost, and when it is back', async () => {
  const page = await openAt(await browserOf(ada), '/teams');
  await isLive(page);
  await web.stop();
  await page.getByText('Reconnecting', { exact: true }).waitFor();
  await page.getByText('Offline', { exact: true }).waitFor();
  await ada.call('POST', '/v1/teams', { name: 'Made meanwhile' });
  web = await startDashboard({ port, apiUrl: platform.api.url });
  await isLive(page);
  await rowOf(page, 'Made meanwhile').waitFor();
});

const teamsOf = async (orgId: string): Promise<string[]> => {
  await ada.call('POST', '/v1/me/organisation', { organisation_id: orgId });
  return (await ada.call('GET', '/v1/teams')).body.data.map(({ name }: { name: string }) => name);
};

test('a tab that was left open changes nothing in the organisation that another tab went to', async () => {
  const quay = (await ada.call('POST', '/v1/organisations', { name: 'Quay Records', time_zone: 'UTC' })).body.id;
  await ada.call('POST', '/v1/me/organisation', { organisation_id: harbour });
  const context = await browserOf(ada);
  const left = await openAt(context, '/teams');
  await press(left, 'Make a team');
  await left.getByLabel('Name').fill('Harbour only');
  const other = await openAt(context, '/teams');
  await other.getByRole('combobox', { name: 'Organisation' }).selectOption({ label: 'Quay Records' });
  await other.getByText('There is no team yet.').waitFor();

  await left.getByRole('button', { name: 'Make the team' }).dispatchEvent('click');
  const question = left.getByRole('dialog', { name: 'You work in Quay Records now' });
  await question.waitFor();
  for (const _ of [1, 2, 3]) await left.keyboard.press('Escape');
  await question.waitFor();
  expect([...(await teamsOf(harbour)), ...(await teamsOf(quay))]).not.toContain('Harbour only');

  // What was half done is still there for whoever goes back.
  await press(left, 'Back to Harbour Books');
  await question.waitFor({ state: 'detached' });
  await press(left, 'Make the team');
  await rowOf(left, 'Harbour only').waitFor();
  expect(await teamsOf(quay)).toEqual([]);

  await other
    .getByRole('dialog', { name: 'You work in Harbour Books now' })
    .or(other.getByText('There is no team'))
    .waitFor();
  await other.reload();
  await other.getByText('There is no team yet.').waitFor();
});
