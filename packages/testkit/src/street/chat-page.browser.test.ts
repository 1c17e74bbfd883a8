import { randomBytes } from 'node:crypto';
import express from 'express';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { until } from '../until.ts';
import { type Listening, serveOnLoopback } from './serve.ts';
import { startStreet } from './street.ts';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
const PATIENT = { timeoutMs: 15_000 };

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
});

afterAll(() => browser?.close());

/** An api as far as the page knows it: a script at /widget.js that puts `Parley` on the page. */
const serveApi = (port?: number): Promise<Listening> =>
  serveOnLoopback(
    express().get('/widget.js', (_, res) => {
      res.type('js').send('window.Parley = { open() { document.title = "open" } };');
    }),
    { port },
  );

async function visitChatPage(apiUrl: string): Promise<Page> {
  const street = await startStreet({
    apiUrl,
    chatChannel: 'chan_01k9zzzzzzzzzzzzzzzzzzzzzz',
    now: () => new Date(),
    randomBytes,
    secrets: { twilioAccountSid: '', twilioAuthToken: '', slackSigningSecret: '', slackBotToken: '', modelKey: null },
  });
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  onTestFinished(async () => {
    await context.close();
    await street.close();
  });
  const page = await context.newPage();
  await page.goto(`${street.url}/chat`);
  return page;
}

const hasWidget = (page: Page): Promise<boolean> => page.evaluate('"Parley" in window') as Promise<boolean>;

test('the button opens the chat, and a question is copied for it', async () => {
  const api = await serveApi();
  onTestFinished(() => api.close());
  const page = await visitChatPage(api.url);
  await until(() => hasWidget(page), PATIENT);
  expect(await page.locator('#chat-down').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Chat with Robin' }).click();
  expect(await page.title()).toBe('open');
  await page.getByRole('button', { name: 'Are you a real person?' }).click();
  await until(async () => (await page.locator('#said').textContent())?.startsWith('Copied “Are you a real'), PATIENT);
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('Are you a real person?');
});

test('while Parley is down the page says so, and the chat comes by itself', async () => {
  const gone = await serveApi();
  await gone.close();
  const page = await visitChatPage(gone.url);
  await until(() => page.locator('#chat-down').isVisible(), PATIENT);
  expect(await page.getByRole('button', { name: 'Chat with Robin' }).isDisabled()).toBe(true);
  expect(await page.getByRole('heading', { name: 'Opening hours' }).isVisible()).toBe(true);

  const back = await serveApi(gone.port);
  onTestFinished(() => back.close());
  await until(() => hasWidget(page), PATIENT);
  expect(await page.locator('#chat-down').isVisible()).toBe(false);
});
