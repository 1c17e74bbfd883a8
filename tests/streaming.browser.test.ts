import { until } from '@parley/testkit/until';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';
import { openChromium } from './setup/dashboard.ts';
import { holdBefore, streetModel } from './setup/street-model.ts';

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  [platform, browser] = await Promise.all([
    startPlatform({ model: streetModel(() => platform.street.url) }),
    openChromium(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

test('the first sentence is on the page before the model call has ended', async () => {
  const { beforePiece, release } = holdBefore(1);
  platform.street.openai.script.say({ text: ['We open at nine. ', 'We close at five.'], beforePiece });
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${platform.street.url}/chat`);
  await page
    .getByRole('button', { name: /chat with robin/i })
    .first()
    .click();
  await page.getByRole('textbox').fill('When do you open?');
  await page.getByRole('textbox').press('Enter');
  const bubbles = page.locator('[data-author=agent] .bubble');
  const texts = async () => (await bubbles.allTextContents()).slice(1);
  await until(async () => (await texts()).join() === 'We open at nine.', {
    what: 'the first sentence',
    timeoutMs: 20_000,
  });
  expect(platform.street.openai.ledger.entries.at(-1)).toMatchObject({ outcome: 'pending', pieces: 1 });
  release();
  const whole = 'We open at nine. We close at five.';
  await until(async () => (await texts()).join() === whole, { what: 'the whole answer', timeoutMs: 20_000 });
  await page.locator('[data-author=agent][data-tone=settled]', { hasText: whole }).waitFor();
});
