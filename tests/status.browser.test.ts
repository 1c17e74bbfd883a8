import { freePort } from '@parley/db/postgres/free-port';
import { until } from '@parley/testkit/until';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, startDashboard } from './setup/dashboard.ts';
import { visit } from './visitor.ts';

const PATIENT = { timeoutMs: 30_000 };

let platform: Platform;
let browser: Browser;
let web: Dashboard;
let url: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), openChromium()]);
  const port = await freePort(0);
  url = `http://127.0.0.1:${port}`;
  web = await startDashboard({ port, apiUrl: platform.api.url });
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});

async function openStatus(): Promise<{ page: Page; problems: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const problems: string[] = [];
  page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
  page.on('request', (request) => new URL(request.url()).origin !== url && problems.push(`asked ${request.url()}`));
  await page.goto(url);
  return { page, problems };
}

const shows = (page: Page, text: RegExp) => until(() => page.getByText(text).first().isVisible(), PATIENT);

test('the first page says that all is well, which processes run, and who answers', async () => {
  const visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
  await visitor.say('Hello?');
  await platform.quiet();
  const { page, problems } = await openStatus();
  expect(new URL(page.url()).pathname).toBe('/status');
  await shows(page, /operational/i);
  await shows(page, /no language model is called/);
  for (const kind of [/^API proc_/, /^Worker proc_/, /^Slack ?bot proc_/i]) {
    await until(() => page.getByRole('row').filter({ hasText: kind }).isVisible(), PATIENT);
  }
  expect(problems).toEqual([]);
});

test('when the api goes away the page keeps the last word and says so, and recovers with it', async () => {
  const { page } = await openStatus();
  await shows(page, /operational/i);
  const { port } = new URL(platform.api.url);
  await platform.api.stop('test');
  await shows(page, /last known/i);
  await platform.startApi({ API_PORT: port });
  await until(
    async () =>
      !(await page
        .getByText(/last known/i)
        .first()
        .isVisible()),
    PATIENT,
  );
});

test('the visitor’s API works through the dashboard’s own address, event stream and all', async () => {
  const visitor = await visit({ url, channelId: platform.channelId });
  visitor.listen();
  await visitor.say('Where are you?');
  await until(() => visitor.seen.length === 2, PATIENT);
  expect(visitor.seen[1]?.text).toContain('Harbour Street');
  visitor.leave();
});
