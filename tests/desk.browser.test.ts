import type { ModelPort } from '@parley/agent/models/model-port';
import { ProviderError } from '@parley/agent/models/provider-error';
import { freePort } from '@parley/db/postgres/free-port';
import { until } from '@parley/testkit/until';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Dashboard, openChromium, openSignedIn, startDashboard } from './setup/dashboard.ts';
import { visit } from './visitor.ts';

/** Looks the hours up and answers; waits when it is asked something slow; refuses while it is broken. */
const model = { broken: false, told: [] as string[], gate: Promise.withResolvers<void>() };
const clerk: ModelPort = {
  label: 'clerk',
  demo: true,
  async call({ system, messages }, { signal }) {
    if (model.broken) throw new ProviderError('clerk', 'it refuses', { status: 400 });
    model.told.push(`${system}\n${messages.map(({ text }) => text).join('\n')}`);
    const asked =
      messages
        .findLast(({ role }) => role === 'user')
        ?.text.split('\n')
        .at(-1) ?? '';
    if (asked.includes('slow')) {
      await Promise.race([model.gate.promise, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
    }
    const usage = { inputTokens: 1_204, cachedInputTokens: 0, outputTokens: 8 };
    const wantsTool = messages.at(-1)?.role === 'user';
    if (wantsTool)
      return { text: '', toolCalls: [{ name: 'get_opening_hours', args: { day: 'today' } }], usage, model: 'clerk' };
    return { text: `The clerk on: ${asked}`, toolCalls: [], usage, model: 'clerk' };
  },
};

let platform: Platform;
let browser: Browser;
let web: Dashboard;
let url: string;
let ada: Person;
let ben: Person;

async function member(name: string, role: string): Promise<Person> {
  const person = await signedInPerson(platform, `${name.toLowerCase()}@clinic.test`, name);
  const { body } = await person.call('GET', '/v1/me');
  await platform.database.owner.query('insert into membership values ($1, $2, $3, now())', [
    ...[platform.orgId, body.user.id, role],
  ]);
  await person.call('POST', '/v1/me/organisation', { organisation_id: platform.orgId });
  return person;
}

beforeAll(async () => {
  const port = await freePort(0);
  url = `http://127.0.0.1:${port}`;
  [platform, browser] = await Promise.all([
    startPlatform({ workers: 1, model: clerk, env: { PARLEY_PUBLIC_URL: url } }),
    openChromium(),
  ]);
  web = await startDashboard({ port, apiUrl: platform.api.url });
  [ada, ben] = [await member('Ada', 'team_lead'), await member('Ben', 'member')];
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await platform?.stop();
});
beforeEach(() => {
  model.broken = false;
  model.told = [];
  model.gate = Promise.withResolvers();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const isLive = (page: Page) => page.getByRole('status').getByText('Live', { exact: true }).waitFor();
const SOON = { timeout: 5_000 };

async function openDesk(person: Person, path: string) {
  const page = await (await openSignedIn(browser, url, person)).newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${url}${path}`);
  await isLive(page);
  return { page, problems };
}

/** The clinic's web site with the chat opened, as a visitor has it. */
async function openChat(): Promise<{ page: Page; say: (text: string) => Promise<void> }> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${platform.street.url}/chat`);
  await page
    .getByRole('button', { name: /chat with robin/i })
    .first()
    .click();
  const field = page.getByRole('textbox');
  await field.waitFor();
  return {
    page,
    async say(text) {
      await field.fill(text);
      await field.press('Enter');
    },
  };
}

test('a visitor writes; a person sees it live, takes over, answers and gives back', async () => {
  const { page: desk, problems } = await openDesk(ada, '/conversations');
  await desk.getByText('Nobody has written yet.').waitFor();
  const visitor = await openChat();
  await visitor.say('When are you open?');
  const row = desk.getByRole('row').filter({ hasText: 'When are you open?' });
  await row.filter({ hasText: 'Answered' }).waitFor(SOON);
  await row.getByRole('link').click();
  const log = desk.getByRole('log');
  await log.getByText('The clerk on: When are you open?').waitFor();
  await log.getByText('What the agent did').click();
  await log.getByText('Used get_opening_hours').waitFor();
  await log.getByText('2,408 tokens in, 16 out').waitFor();

  await visitor.say('something slow');
  await log.getByText('something slow').waitFor(SOON);
  await desk.getByText('Robin is at work on an answer…').waitFor(SOON);
  await press(desk, 'Take over');
  await desk.getByText('You answer').waitFor();
  model.gate.resolve();
  await platform.quiet();

  await desk.getByLabel('Your answer').fill('Ada here, in person.');
  await desk.reload();
  expect(await desk.getByLabel('Your answer').inputValue()).toBe('Ada here, in person.');
  await desk.getByLabel('Your answer').press('Control+Enter');
  await visitor.page.getByText('Ada here, in person.').waitFor(SOON);
  const mine = log.getByRole('listitem').filter({ hasText: 'Ada here, in person.' });
  await mine.getByText('Sent', { exact: true }).waitFor();
  await until(async () => (await desk.getByLabel('Your answer').inputValue()) === '');
  await visitor.say('Thank you, Ada');
  await log
    .getByRole('listitem')
    .filter({ hasText: 'Thank you, Ada' })
    .getByText('For the person who answers')
    .waitFor(SOON);
  expect(await visitor.page.getByText('The clerk on: something slow').count()).toBe(0);

  await press(desk, 'Give back to Robin');
  await desk.getByLabel('Note to the agent').fill('They know the way.');
  await press(desk, 'Give back');
  await desk.getByText('Robin answers', { exact: true }).waitFor();
  await visitor.say('And on Sunday?');
  await visitor.page.getByText('The clerk on: And on Sunday?').waitFor(SOON);
  await log.getByText('The clerk on: And on Sunday?').waitFor(SOON);
  expect(model.told.at(-1)).toContain('They know the way.');
  expect(problems).toEqual([]);
}, 120_000);

test('who is written over by a colleague is told, and keeps the draft', async () => {
  const visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
  const { conversation_id: id } = await visitor.say('Is anybody there?');
  await platform.quiet();
  const { page: hers } = await openDesk(ada, `/conversations/${id}`);
  await press(hers, 'Take over');
  await hers.getByLabel('Your answer').fill('One moment');
  const { page: his } = await openDesk(ben, `/conversations/${id}`);
  await his.getByText('Ada answers', { exact: true }).waitFor();
  await press(his, 'Take over');
  await his.getByRole('dialog', { name: 'Take it from Ada?' }).getByRole('button', { name: 'Take over' }).click();
  await his.getByText('You answer', { exact: true }).waitFor();
  await hers.getByRole('alert').getByText('Ben has taken this conversation over from you.').waitFor(SOON);
  expect(await hers.getByLabel('What you had begun to write').inputValue()).toBe('One moment');
  expect(await hers.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
}, 60_000);

test('what no agent could answer is found, redriven, and its incident and ticket are ended', async () => {
  const { page: desk, problems } = await openDesk(ada, '/dead-letters');
  await desk.getByText('Every message was answered, or asked again.').waitFor();
  model.broken = true;
  const visitors = await Promise.all([1, 2].map(() => visit({ url: platform.api.url, channelId: platform.channelId })));
  for (const [place, visitor] of visitors.entries()) await visitor.say(`Lost question ${place}`);
  await platform.quiet();
  const letter = (text: string) => desk.getByRole('row').filter({ hasText: text });
  await letter('Lost question 0').getByRole('cell').getByText('the model failed').last().waitFor(SOON);
  await letter('Lost question 1').waitFor(SOON);
  model.broken = false;
  await desk.getByLabel('All 2').check();
  await press(desk, 'Ask the agent again (2)');
  await desk.getByRole('status').getByText('2 asked again').waitFor();
  await letter('Lost question 1').getByText('Asked again').waitFor();
  await platform.quiet();
  await until(async () =>
    (await visitors[0]?.client.listChatMessages())?.data.some(({ text }) => text.includes('on: Lost question 0')),
  );

  await desk.goto(`${url}/incidents`);
  await desk.getByRole('link', { name: 'Turns end without an answer: the model failed' }).click();
  await desk.getByRole('link', { name: /^conv_/ }).waitFor();
  await press(desk, 'Look after it');
  await desk.getByText('Ada began to look after it').waitFor();
  await press(desk, 'Resolve');
  await desk.getByText('Ada said that it is over').waitFor();

  await desk.goto(`${url}/tickets`);
  const tickets = desk.getByRole('row').filter({ hasText: 'A message was not answered' });
  await tickets.first().getByRole('button').click();
  await until(async () => (await tickets.count()) === 1);
  expect(problems).toEqual([]);
}, 120_000);
