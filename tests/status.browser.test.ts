import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { until } from '@parley/testkit/until';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';
import { visit } from './visitor.ts';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
const PATIENT = { timeoutMs: 30_000 };

let platform: Platform;
let browser: Browser;
let web: ChildProcess;
let url: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([
    startPlatform(),
    chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS }),
  ]);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  // The built dashboard, as `pnpm start` runs it.
  web = spawn(process.execPath, ['apps/web/src/main.ts'], {
    env: { PATH: process.env.PATH, PARLEY_MODE: 'demo', WEB_PORT: String(port), PARLEY_API_URL: platform.api.url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await until(async () => (await fetch(`${url}/readyz`)).ok, { ...PATIENT, what: 'the dashboard is ready' });
});
afterAll(async () => {
  await browser?.close();
  if (web?.exitCode === null) {
    web.kill('SIGTERM');
    await once(web, 'exit');
  }
  await platform?.stop();
});

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  holder.close();
  await once(holder, 'close');
  return port;
}

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
