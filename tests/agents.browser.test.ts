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
  await ada.call('POST', '/v1/organisations', { name: 'Harbour Books', time_zone: 'UTC' });
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

async function open(at: string): Promise<Page> {
  const page = await (await openSignedIn(browser, url, ada)).newPage();
  await page.goto(`${url}${at}`);
  return page;
}

const shows = (page: Page, heading: string) => page.getByRole('heading', { name: heading, level: 1 }).waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('an agent is made, changed, compared, rolled back, paused and resumed', async () => {
  const page = await open('/agents');
  await page.getByText('There is no agent yet.').waitFor();
  await press(page, 'Make an agent');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Robin');
  await dialog.getByLabel('Greeting').fill('Hello.');
  await dialog.getByLabel('Instructions').fill('You are Robin.\nBe kind.');
  await press(page, 'Make the agent');
  await shows(page, 'Robin');

  await page.getByLabel('Instructions').fill('You are Robin.\nBe brief.');
  await page.getByLabel('Topics to avoid').fill('prices, and discounts');
  await page.getByText('Guardrails', { exact: true }).click();
  await page.getByLabel('It says that something was done which was not').selectOption('Say a fixed sentence');
  await page.getByLabel('E-mail addresses').check();
  await page.getByLabel('What changes, and why').fill('Shorter answers');
  await press(page, 'Save as a new version');
  await page.getByText('It runs version 2 now.').waitFor();

  await page.getByRole('button', { name: 'Changes of version 2' }).click();
  for (const line of ['Gone: Be kind.', 'New: Be brief.', 'New: prices, and discounts', 'Reactions of guardrails']) {
    await dialog.getByText(line, { exact: false }).waitFor();
  }
  await press(page, 'Close');

  await page.getByRole('button', { name: 'Go back to version 1' }).click();
  await press(page, 'Run version 1 again');
  await page.getByText('Back to version 1', { exact: true }).waitFor();
  expect(await page.getByLabel('Instructions').inputValue()).toBe('You are Robin.\nBe kind.');

  await press(page, 'Pause');
  await dialog.getByText(/what they write is kept/).waitFor();
  await dialog.getByLabel('Why').fill('Wrong prices');
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Why: Wrong prices').waitFor();
  await press(page, 'Resume');
  await dialog.getByRole('button', { name: 'Resume' }).click();
  await page.getByText('Why: Wrong prices').waitFor({ state: 'detached' });
});

test('what somebody saved meanwhile is not overwritten: the page says so, and keeps what was typed', async () => {
  const page = await open('/agents');
  await page.getByRole('link', { name: 'Robin' }).click();
  await shows(page, 'Robin');
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const { body } = await ada.call('GET', `/v1/agents/${id}`);
  await page.getByLabel('Instructions').fill('Half a thought');
  await ada.call('POST', `/v1/agents/${id}/versions`, {
    spec: { ...body.spec, greeting: 'Good day.' },
    expected_version: body.version,
  });
  await page.getByText('Version 4 was saved meanwhile. What stands here began from version 3.').waitFor();
  expect(await page.getByLabel('Instructions').inputValue()).toBe('Half a thought');
  await press(page, 'Show version 4 here');
  expect(await page.getByLabel('Greeting').inputValue()).toBe('Good day.');

  // Without the live hint, as on a page whose stream is cut off: the refusal itself has to say it.
  await page.route('**/v1/agents/*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  );
  const saved = await ada.call('POST', `/v1/agents/${id}/versions`, {
    spec: { ...body.spec, greeting: 'Somebody else’s.' },
    expected_version: 4,
  });
  expect(saved.status).toBe(201);
  await page.getByLabel('Greeting').fill('Mine.');
  await press(page, 'Save as a new version');
  await page.getByText(/is at version 5, and your change began from 4/).waitFor();
  expect(await page.getByLabel('Greeting').inputValue()).toBe('Mine.');
});

test('a connection keeps its secret to itself, and loses it with its host', async () => {
  const page = await open('/connections');
  await page.getByText('Nothing is connected yet.').waitFor();
  await press(page, 'Connect a provider');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Phones');
  await dialog.getByLabel('Account SID').fill(`AC${'0'.repeat(32)}`);
  await dialog.getByLabel('Auth token', { exact: true }).fill('0123456789abcdef0123456789ab1234');
  await press(page, 'Connect');
  const row = page.getByRole('row').filter({ hasText: 'Phones' });
  await row.getByText('…1234').waitFor();
  expect(await page.content()).not.toContain('0123456789abcdef');

  await row.getByRole('button', { name: 'Change Phones' }).click();
  await dialog.getByLabel('Address').fill('https://192.168.0.1/twilio');
  await press(page, 'Save');
  await dialog.getByText(/private network/).waitFor();
  await dialog.getByLabel('Address').fill('https://twilio-proxy.example.com');
  await press(page, 'Save');
  await row.getByText('Missing').waitFor();
});
