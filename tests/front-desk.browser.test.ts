import { freePort } from '@parley/db/postgres/free-port';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, openSignedIn, startDashboard } from './setup/dashboard.ts';
import { visit } from './visitor.ts';

let platform: Platform;
let browser: Browser;
let web: Dashboard;
let url: string;
let ada: Person;
let contact: string;

beforeAll(async () => {
  const port = await freePort(0);
  url = `http://127.0.0.1:${port}`;
  [platform, browser] = await Promise.all([
    startPlatform({ workers: 1, env: { PARLEY_PUBLIC_URL: url } }),
    openChromium(),
  ]);
  web = await startDashboard({ port, apiUrl: platform.api.url });
  ada = await signedInPerson(platform, 'ada@clinic.test', 'Ada');
  const { body } = await ada.call('GET', '/v1/me');
  await platform.database.owner.query(`insert into membership values ($1, $2, 'owner', now())`, [
    platform.orgId,
    body.user.id,
  ]);
  await ada.call('POST', '/v1/me/organisation', { organisation_id: platform.orgId });
  const { client } = await visit({ url: platform.api.url, channelId: platform.channelId });
  await client.sendChatMessage({ body: { id: crypto.randomUUID(), text: 'When are you open?' } });
  await platform.quiet();
  contact =
    (await platform.database.owner.query<{ id: string }>('select id from contact order by id desc')).rows[0]?.id ?? '';
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

const press = (page: Pick<Page, 'getByRole'>, name: string) => page.getByRole('button', { name, exact: true }).click();
const shows = (page: Page, heading: string) => page.getByRole('heading', { name: heading, level: 1 }).waitFor();
const dialog = (page: Page) => page.getByRole('dialog');

async function openDesk(path: string): Promise<{ page: Page; problems: string[] }> {
  const page = await (await openSignedIn(browser, url, ada)).newPage();
  const problems: string[] = [];
  page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${url}${path}`);
  return { page, problems };
}

test('an appointment is booked at a time that is free, moved, and cancelled', async () => {
  const service = await ada.call('POST', '/v1/services', { name: 'Polishing', minutes: 30 });
  const always = [{ from: '08:00', to: '18:00' }];
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  const hours = Object.fromEntries(days.map((day) => [day, always]));
  await ada.call('POST', '/v1/resources', { name: 'Chair of the test', hours, services: [service.body.id] });
  const date = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const { page, problems } = await openDesk(`/calendar?date=${date}`);
  await shows(page, 'Calendar');
  await press(page, 'Book…');
  await page.getByLabel('Contact').fill(contact);
  await page.getByLabel('What').selectOption({ label: 'Polishing, 30 min' });
  await page.getByLabel('Time', { exact: true }).selectOption('10:00 · Chair of the test');
  await page.getByLabel('For whom').fill('Lena Fox');
  await press(page, 'Book it');
  await page.getByRole('button', { name: '10:00–10:30 Polishing · Lena Fox' }).click();
  await press(dialog(page), 'Move it…');
  await page.getByLabel('Time', { exact: true }).fill('11:30');
  await press(page, 'Move it');
  await page.getByText(/It is on .* at 11:30 now\./).waitFor();
  await dialog(page).getByText('11:30–12:00').waitFor();
  await press(dialog(page), 'Cancel it…');
  await press(page, 'Cancel the appointment');
  await page.getByText('It is cancelled, and its time is free again.').waitFor();
  await page.getByRole('button', { name: /Polishing/ }).waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
});

test('an order is found, and its money given back but once', async () => {
  const items = [{ name: 'Electric toothbrush', quantity: 1, unit_price: '120.00' }];
  const order = { number: 'T-9001', contact, status: 'paid', currency: 'USD', paid: '120.00', items };
  const pushed = await ada.call('POST', '/v1/orders', { ...order, placed_at: '2026-11-01T10:00:00Z' });
  expect(pushed.status).toBe(201);
  const { page, problems } = await openDesk('/orders');
  await page.getByLabel('Number').fill('T-9001');
  await press(page, 'Show');
  await page.getByRole('link', { name: 'T-9001' }).click();
  await shows(page, 'Order T-9001');
  await press(page, 'Refund…');
  await page.getByLabel('Amount in USD').fill('120.01');
  await page.getByLabel('Why').fill('Came broken');
  await press(page, 'Give it back');
  await dialog(page).getByRole('alert').waitFor();
  await page.getByLabel('Amount in USD').fill('20.50');
  await press(page, 'Give it back');
  await page.getByText('The refund is on its way.').waitFor();
  await page.getByRole('row', { name: /Refund RFD-.*Came broken.*A colleague \$20\.50/ }).waitFor();
  await page.getByText('$99.50').waitFor();
  // The first one was refused, and the browser says so too.
  expect(problems.filter((line) => !line.includes('409'))).toEqual([]);
});

test('a ticket is seen to, spoken about and closed', async () => {
  const made = await ada.call('POST', '/v1/tickets', { contact, subject: 'Call me back', description: 'After six.' });
  expect(made.status).toBe(201);
  const { page, problems } = await openDesk('/tickets');
  await page.getByRole('link', { name: 'Call me back' }).click();
  await shows(page, 'Call me back');
  await page.getByText('After six.').waitFor();
  await press(page, 'See to it');
  await page.getByText('In progress').waitFor();
  await page.getByLabel('For colleagues').fill('Called; nobody there.');
  await press(page, 'Add');
  await page.getByRole('listitem').filter({ hasText: 'Called; nobody there.' }).waitFor();
  await press(page, 'Close');
  await page.getByRole('button', { name: 'Open it again' }).waitFor();
  expect(problems).toEqual([]);
});
