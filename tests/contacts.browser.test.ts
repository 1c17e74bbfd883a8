import { readFile } from 'node:fs/promises';
import { freePort } from '@parley/db/postgres/free-port';
import { DEMO_CLINIC } from '@parley/shared/demo-clinic';
import { until } from '@parley/testkit/until';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, startDashboard } from './setup/dashboard.ts';
import { visit } from './visitor.ts';

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
  const owner = await signedInPerson(platform, 'owner@clinic.test', 'Olive Owner');
  const { body } = await owner.call('GET', '/v1/me');
  await platform.database.owner.query(`insert into membership values ($1, $2, 'owner', now())`, [
    platform.orgId,
    body.user.id,
  ]);
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const shows = (page: Page, heading: string) => page.getByRole('heading', { name: heading, level: 1 }).waitFor();

async function openPage(path: string): Promise<{ page: Page; problems: string[] }> {
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel('Email').fill('owner@clinic.test');
  await page.getByLabel('Password').fill(PASSWORD);
  await press(page, 'Sign in');
  return { page, problems };
}

/** Someone writes in the clinic's chat and is answered; answers how they are called in the list. */
async function someoneWrites(text: string): Promise<string> {
  const { client } = await visit({ url: platform.api.url, channelId: platform.channelId });
  await client.sendChatMessage({ body: { id: crypto.randomUUID(), text } });
  await platform.quiet();
  const { rows } = await platform.database.owner.query<{ address: string }>(
    'select address from contact_point order by created_at desc limit 1',
  );
  return rows[0]?.address ?? '';
}

test('a contact is found, taken along as a file and erased, with a receipt', async () => {
  const address = await someoneWrites('When are you open? My secret is ROSEBUD.');
  await someoneWrites('Another question');
  const { page, problems } = await openPage('/contacts');
  await shows(page, 'Contacts');
  await until(async () => (await page.getByRole('row').count()) === 3, { what: 'a head and two contacts' });
  await page.getByLabel('Address').fill(address.slice(0, 12));
  await press(page, 'Search');
  await page.waitForURL('**/contacts?address=*');
  await page.getByRole('link', { name: address }).click();
  await shows(page, address);

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export', exact: true }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  expect(lines.join('\n')).toContain('ROSEBUD');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ complete: true });

  await press(page, 'Erase');
  await page.getByLabel('Type erase to confirm').fill('erase');
  await press(page, 'Erase for good');
  await shows(page, 'An erased contact');
  await page.getByText('Erased', { exact: true }).first().waitFor();
  await page.getByRole('row').filter({ hasText: 'what the contact wrote' }).filter({ hasText: 'Emptied' }).waitFor();
  const { rows } = await platform.database.owner.query(
    `select 1 from message where text like '%ROSEBUD%' union all select 1 from step where content::text like '%ROSEBUD%'`,
  );
  expect(rows).toEqual([]);
  await page.goto(`${url}/contacts`);
  await until(async () => (await page.getByRole('row').count()) === 2, { what: 'one contact is left' });
  expect(problems).toEqual([]);
});

test('settings: a logo, a plan, a feature that is turned off, and a deletion that is called off', async () => {
  const { page, problems } = await openPage('/organisation');
  await shows(page, 'Settings');
  const png = await page.screenshot({ clip: { x: 0, y: 0, width: 64, height: 64 } });
  await page.getByLabel('Logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png });
  await page.locator('nav img[src^="/v1/logos/"]').first().waitFor();
  await press(page, 'Remove');
  await until(async () => (await page.locator('img[src^="/v1/logos/"]').count()) === 0, { what: 'the logo is gone' });

  await press(page, 'Change plan');
  await page.getByRole('combobox', { name: 'Plan' }).selectOption('growth');
  await press(page, 'Change');
  const voice = page.getByRole('row').filter({ hasText: 'Voice' });
  await voice.getByText('On', { exact: true }).waitFor();
  await press(page, 'Turn off Voice');
  await voice.getByText('Off', { exact: true }).waitFor();

  await press(page, `Delete ${DEMO_CLINIC.name}`);
  await page.getByLabel(`Type ${DEMO_CLINIC.name} to confirm`).fill(DEMO_CLINIC.name);
  await page.getByLabel('Your password').fill(PASSWORD);
  await press(page, 'Delete in seven days');
  await page.getByText(`${DEMO_CLINIC.name} will be deleted.`).waitFor();
  await press(page, 'Call it off');
  await page.getByText('The organisation can be deleted with all that is in it.').waitFor();
  expect(problems).toEqual([]);
});

test('two contacts are said to be one person, shown together, and taken apart again', async () => {
  const address = await someoneWrites('When are you open?');
  const other = await someoneWrites('It is me again, from my telephone');
  const { rows } = await platform.database.owner.query<{ contact_id: string }>(
    'select contact_id from contact_point where address = any ($1) order by contact_id',
    [[address, other]],
  );
  const { page, problems } = await openPage(`/contacts/${rows[0]?.contact_id}`);
  const linking = page.getByRole('form', { name: 'Link a contact' });
  await linking.getByLabel('Also known by').selectOption('Web chat');
  await linking.getByLabel('Address').fill('nobody');
  await press(page, 'Link');
  await page.getByText('Nobody has written from this address yet.').waitFor();
  await linking.getByLabel('Address').fill(other);
  await press(page, 'Link');
  await page.getByRole('link', { name: other }).click();
  await page.getByRole('link', { name: 'an older contact' }).click();
  await press(page, 'Unlink');
  await until(async () => (await page.getByRole('button', { name: 'Unlink' }).count()) === 0);
  // The refusal that was asked for.
  expect(problems.filter((line) => !line.includes('404'))).toEqual([]);
  await page.context().close();
});

test('what agents should know of a contact is noted, replaced and forgotten', async () => {
  const address = await someoneWrites('When are you open?');
  const { rows } = await platform.database.owner.query<{ contact_id: string }>(
    'select contact_id from contact_point where address = $1',
    [address],
  );
  const { page, problems } = await openPage(`/contacts/${rows[0]?.contact_id}`);
  const form = page.getByRole('form', { name: 'Note a fact' });
  for (const dentist of ['Dr Reyes', 'Dr Osei']) {
    await form.getByLabel('What').fill('Preferred dentist');
    await form.getByLabel('Is').fill(dentist);
    await press(page, 'Note');
    await page.getByRole('row', { name: `Preferred dentist: ${dentist} A colleague` }).waitFor();
  }
  expect(await page.getByText('Dr Reyes').count()).toBe(0);
  await press(page, 'Forget Preferred dentist');
  await page.getByText('Nothing is noted.').waitFor();
  expect(problems).toEqual([]);
  await page.context().close();
});
