import type { ModelPort } from '@parley/agent/models/model-port';
import { freePort } from '@parley/db/postgres/free-port';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, openSignedIn, startDashboard } from './setup/dashboard.ts';
import { visit } from './visitor.ts';

/** Looks the hours up, and says who it is. */
const clerk: ModelPort = {
  label: 'clerk',
  demo: true,
  async call({ messages, params }) {
    const usage = { inputTokens: 1_204, cachedInputTokens: 0, outputTokens: 8 };
    const model = params.model ?? 'clerk';
    const wantsTool = messages.at(-1)?.role === 'user';
    const toolCalls = wantsTool ? [{ name: 'get_opening_hours', args: {} }] : [];
    return { text: wantsTool ? '' : `The ${model} says hello.`, toolCalls, usage, model };
  },
};

let platform: Platform;
let browser: Browser;
let web: Dashboard;
let url: string;
let ada: Person;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  const port = await freePort(0);
  url = `http://127.0.0.1:${port}`;
  [platform, browser] = await Promise.all([
    startPlatform({ workers: 1, model: clerk, env: { PARLEY_PUBLIC_URL: url } }),
    openChromium(),
  ]);
  web = await startDashboard({ port, apiUrl: platform.api.url });
  ada = await signedInPerson(platform, 'ada@clinic.test', 'Ada');
  const { body } = await ada.call('GET', '/v1/me');
  await platform.database.owner.query('insert into membership values ($1, $2, $3, now())', [
    ...[platform.orgId, body.user.id, 'team_lead'],
  ]);
  await ada.call('POST', '/v1/me/organisation', { organisation_id: platform.orgId });
  page = await (await openSignedIn(browser, url, ada)).newPage();
  page.on('pageerror', (error) => problems.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

test('without a run, the page says how one begins', async () => {
  await page.goto(`${url}/runs`);
  await page.getByText('No agent has done anything yet.').waitFor();
});

test('a run is found, opened, and read step by step with its prompt', async () => {
  const visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
  await visitor.say('Do you fit crowns?');
  await platform.quiet();
  // It comes by itself: the page hears that something was said.
  await page.getByRole('link', { name: 'Do you fit crowns?' }).click();
  await page.getByRole('heading', { name: 'Do you fit crowns?' }).waitFor();
  await page.getByText('The clerk says hello.').first().waitFor();
  await page.getByText('Asked the model, which asked for tools').click();
  await page.getByText(/^Prompt: instructions, 1 messages/).click();
  await page.getByText('You are', { exact: false }).first().waitFor();
  await page.getByText('get_opening_hours {}').waitFor();
});

test('what does not fit is said, with a way back', async () => {
  await page.goto(`${url}/runs?status=blocked`);
  await page.getByText('No run fits.').waitFor();
  await page.getByRole('link', { name: 'Show all of them' }).click();
  await page.getByRole('link', { name: 'Do you fit crowns?' }).click();
});

test('a run is done again with another model, and shown beside the one that was', async () => {
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByLabel('Model').fill('other');
  await page.getByRole('dialog').getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByText('Replay: nobody was told').waitFor();
  await page.getByText('The other says hello.').first().waitFor();
  await page.getByText('the model other').waitFor();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('link', { name: 'With the run that was' }).click();
  await page.getByRole('heading', { name: 'They part at frame' }).waitFor();
  await page.getByText('guard:in').waitFor();
  expect(problems).toEqual([]);
});
