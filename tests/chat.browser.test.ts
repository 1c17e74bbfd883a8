import { until } from '@parley/testkit/until';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';
import { openChromium } from './setup/dashboard.ts';

const PATIENT = { timeoutMs: 20_000 };

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), openChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

/** The clinic's web site with the chat opened, as a visitor has it. */
async function openChat(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${platform.street.url}/chat`);
  await page
    .getByRole('button', { name: /chat with robin/i })
    .first()
    .click();
  await page.getByRole('textbox').waitFor();
  return page;
}

const ask = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('textbox').press('Enter');
};

const shows = (page: Page, text: RegExp) => until(() => page.getByText(text).first().isVisible(), PATIENT);

test('a visitor asks on the clinic’s page and reads the answer there', async () => {
  const page = await openChat();
  await ask(page, 'When are you open on Saturday?');
  await shows(page, /Saturday.*9/);
  await shows(page, /no language model is called/);
  await page.reload();
  await page
    .getByRole('button', { name: /chat with robin/i })
    .first()
    .click();
  await shows(page, /When are you open on Saturday\?/);
  await shows(page, /Saturday.*9/);
});

test('an api that dies while the page is open is forgiven: what was written arrives, once', async () => {
  const page = await openChat();
  await ask(page, 'Where are you?');
  await shows(page, /Harbour Street/);
  const { port } = new URL(platform.api.url);
  await platform.api.stop('test');
  await ask(page, 'Are you open on Monday?');
  await platform.startApi({ API_PORT: port });
  await shows(page, /Monday.*8:30/);
  await platform.quiet();
  const { rows } = await platform.database.owner.query(
    `select count(*)::int as n from message where text = 'Are you open on Monday?'`,
  );
  expect(rows).toEqual([{ n: 1 }]);
});
