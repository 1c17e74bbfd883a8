import { randomBytes } from 'node:crypto';
import express from 'express';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { until } from '../until.ts';
import { serveOnLoopback } from './serve.ts';
import { type Street, startStreet } from './street.ts';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
const PATIENT = { timeoutMs: 15_000 };
const PUBLIC = 'https://parley.test';
const [AVA, LINE] = ['+447700900341', '+447700900018'];

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
});
afterAll(() => browser?.close());

const SECRETS = {
  twilioAccountSid: `AC${'1'.repeat(32)}`,
  twilioAuthToken: 'the-carrier-token-of-this-test',
  slackSigningSecret: '',
  slackBotToken: '',
  modelKey: null,
};

/** The page, with an api that takes every text and answers nothing. */
async function visitPhones(sms = true, width = 1_000): Promise<{ page: Page; street: Street; errors: string[] }> {
  const api = await serveOnLoopback(express().use((_, res) => void res.end()));
  const street = await startStreet({
    apiUrl: api.url,
    chatChannel: null,
    sms: sms ? { number: LINE, webhookUrl: `${PUBLIC}/in`, publicUrl: PUBLIC } : null,
    now: () => new Date(),
    randomBytes,
    secrets: SECRETS,
  });
  street.twilio.network.on = true;
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
  onTestFinished(async () => {
    await page.close();
    await Promise.all([street.close(), api.close()]);
  });
  await page.goto(`${street.url}/phones`);
  return { page, street, errors };
}

const phoneOf = (page: Page, owner: string) => page.getByRole('region', { name: `${owner}’s phone` });

/** As Parley would send it. */
const sendTo = (street: Street, to: string, body: string) =>
  fetch(`${street.url}/twilio/2010-04-01/Accounts/${SECRETS.twilioAccountSid}/Messages.json`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${SECRETS.twilioAccountSid}:${SECRETS.twilioAuthToken}`).toString('base64')}`,
    },
    body: new URLSearchParams({ To: to, From: LINE, Body: body }),
  });

test('a text is written, its answer appears, and the other phone shows neither', async () => {
  const { page, street, errors } = await visitPhones();
  const ava = phoneOf(page, 'Ava');
  await ava.getByRole('textbox').fill('Hello <b>there</b>');
  await ava.getByRole('textbox').press('Enter');
  await until(() => ava.getByText('Hello <b>there</b>').isVisible(), PATIENT);
  await until(() => ava.getByText(/· taken/).isVisible(), PATIENT);
  await sendTo(street, AVA, 'Good morning, Ava.');
  await until(() => ava.getByText('Good morning, Ava.').isVisible(), PATIENT);
  expect(await phoneOf(page, 'Ben').locator('.thread li').count()).toBe(0);
  expect(await page.getByText('Brought a text from Ava: Parley said 200').isVisible()).toBe(true);
  expect(errors).toEqual([]);
});

test('a text is sent badly, a phone is switched off, the carrier is made to fail', async () => {
  const { page, street } = await visitPhones();
  const ben = phoneOf(page, 'Ben');
  await ben.getByText('Send it badly').click();
  await ben.getByRole('button', { name: 'Twice at once' }).click();
  await until(() => ben.getByText(/brought 2 times, taken/).isVisible(), PATIENT);
  await ben.getByRole('checkbox', { name: 'On' }).uncheck();
  await until(() => street.twilio.network.unreachable.size === 1, PATIENT);
  await page.getByRole('radio', { name: 'Is busy (429)' }).check();
  await until(() => street.phones.mood === 'busy', PATIENT);
  expect((await sendTo(street, AVA, 'x')).status).toBe(429);
  await until(() => page.getByText('Parley sent a text to Ava; it was refused').isVisible(), PATIENT);
});

test('fits a phone, and says what to do when there is no number or no street', async () => {
  const { page, street } = await visitPhones(false, 360);
  expect(await page.getByText('The clinic has no number yet.').isVisible()).toBe(true);
  const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  expect(wide).toBe(false);
  await street.close();
  await until(() => page.getByText('The street did not answer.').isVisible(), PATIENT);
});
