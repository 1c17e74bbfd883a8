import { expect, test } from 'vitest';
import { allVariables } from '../configuration/all-variables.ts';
import { readEnvironment, type Variables } from '../environment/environment.ts';
import { fakeTerminal } from '../terminal/fake-terminal.ts';
import { fail, note, ok, warn } from './finding.ts';
import { renderReport } from './render.ts';
import { checkConfiguration, mask, resolveConfiguration } from './resolved-configuration.ts';
import { checkServices } from './services.ts';

const variables = allVariables();
const environment = (own: Variables) => readEnvironment('/nowhere', own);
const resolved = (own: Variables) =>
  Object.fromEntries(resolveConfiguration(variables, environment(own)).map((variable) => [variable.name, variable]));

test.each([
  ['postgresql://owner:hunter2@db.internal:5432/parley', 'postgresql://owner:••••@db.internal:5432/parley'],
  ['postgresql://owner@db/parley?password=hunter2&sslmode=require', 'postgresql://••••@db/parley'],
  ['rediss://:hunter2@cache:6379', 'rediss://:••••@cache:6379'],
  ['sk-hunter2hunter2', '•••• (17 characters)'],
  ['hunter2', '•••• (7 characters)'],
])('%s is shown as %s', (secret, shown) => {
  expect(mask(secret)).toBe(shown);
  expect(mask(secret)).not.toContain('hunter2');
});

test('no secret of any variable reaches the report, nor its JSON', () => {
  const canary = 'c4nary-that-must-not-be-seen-0123456789';
  const own = Object.fromEntries(variables.filter(({ secret }) => secret).map(({ name }) => [name, canary]));
  const all = resolveConfiguration(variables, environment(own));
  const report = renderReport(fakeTerminal().terminal, [{ title: 'x', findings: checkConfiguration(all) }], all);
  expect(Object.keys(own).length).toBeGreaterThan(6);
  expect(report + JSON.stringify(all)).not.toContain(canary);
});

test('each value says where it comes from', () => {
  const { API_PORT, LOG_LEVEL, PARLEY_SECRET, REDIS_URL } = resolved({ API_PORT: '4321' });
  expect(API_PORT).toMatchObject({ shown: '4321', from: 'environment' });
  expect(LOG_LEVEL).toMatchObject({ shown: 'info', from: 'default' });
  expect(PARLEY_SECRET).toMatchObject({ shown: 'made at start', from: 'launcher' });
  expect(REDIS_URL).toMatchObject({ shown: '–', from: 'not set' });
});

test('a wrong value is a broken thing, named', () => {
  const all = resolveConfiguration(variables, environment({ API_PORT: 'many' }));
  expect(checkConfiguration(all)).toMatchObject([{ state: 'fail', what: 'API_PORT' }]);
});

test('a service is connected, half connected, or absent with the way to get it', () => {
  const slack = (own: Variables) => checkServices(environment(own), variables).find(({ what }) => what === 'Slack');
  expect(slack({ SLACK_BOT_TOKEN: 'xoxb', SLACK_SIGNING_SECRET: 's' })?.state).toBe('ok');
  expect(slack({ SLACK_BOT_TOKEN: 'xoxb' })).toMatchObject({
    state: 'fail',
    detail: expect.stringContaining('not all'),
  });
  expect(slack({})).toMatchObject({ state: 'note', advice: expect.stringContaining('api.slack.com') });
});

test('the report is aligned, and its last line is the verdict', () => {
  const render = (...findings: ReturnType<typeof ok>[]) =>
    renderReport(
      fakeTerminal().terminal,
      [{ title: 'Database', findings }],
      [{ name: 'HOST', shown: '127.0.0.1', from: 'default', problem: null }],
    );
  expect(render(ok('Postgres', '18.4'), note('Queue', 'stopped', 'pnpm start'))).toMatchInlineSnapshot(`
    "Database
     ✓ Postgres  18.4
     · Queue     stopped
                 pnpm start

    Configuration, and where it comes from
       HOST  default  127.0.0.1

    All is well."
  `);
  expect(
    render(warn('Disk', '1 GB free', 'Make room.'))
      .split('\n')
      .at(-1),
  ).toBe('It works; 1 thing to look at: see ! above.');
  expect(
    render(fail('Disk', 'full', 'Make room.'))
      .split('\n')
      .at(-1),
  ).toBe('1 thing is broken: see ✗ above.');
});
