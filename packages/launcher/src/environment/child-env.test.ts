import { randomBytes } from 'node:crypto';
import type { EnvShape } from '@parley/shared/env';
import { streetEnv } from '@parley/testkit/street/env';
import { expect, test } from 'vitest';
import { SHAPES } from '../configuration/all-variables.ts';
import { DEMO_CHANNEL, DEMO_CONNECTION } from '../database/seed.ts';
import { makeSecrets } from '../installation/secrets.ts';
import { type ChildFacts, childEnv, plainEnv } from './child-env.ts';
import { readEnvironment, type Variables } from './environment.ts';
import { CHILD_NAMES, wantedPorts } from './ports.ts';

const SECRET = 'a-canary-that-must-stay-where-it-belongs';

function factsFor(own: Variables, change: Partial<ChildFacts> = {}): ChildFacts {
  const environment = readEnvironment('/nowhere', { PATH: '/bin', ...own });
  return {
    environment,
    mode: 'demo',
    modeWhy: '',
    development: false,
    host: '127.0.0.1',
    ports: wantedPorts(environment),
    roleUrls: {
      parley_app: 'postgresql://parley_app:a@127.0.0.1/parley',
      parley_engine: 'postgresql://parley_engine:b@127.0.0.1/parley',
      parley_auth: 'postgresql://parley_auth:c@127.0.0.1/parley',
      parley_slackbot: 'postgresql://parley_slackbot:d@127.0.0.1/parley',
    },
    secrets: makeSecrets(randomBytes),
    commit: 'abc',
    compileCache: '/tmp/cache',
    channelId: DEMO_CHANNEL,
    connectionId: DEMO_CONNECTION,
    ...change,
  };
}

const ours = ['api', 'worker', 'slackbot', 'web'] as const;

const allShapes: Record<string, EnvShape> = { ...SHAPES, street: streetEnv };

test.each(CHILD_NAMES)('%s gets all that it requires, and nothing that its schema refuses', (name) => {
  const env = childEnv(name, factsFor({}));
  const problems = Object.entries(allShapes[name] ?? {}).filter(([key, schema]) => !schema.safeParse(env[key]).success);
  expect(problems.map(([key]) => key)).toEqual([]);
});

test.each(ours)('whatever people set for %s arrives there', (name) => {
  const shape = SHAPES[name] ?? {};
  const set = Object.fromEntries(Object.keys(shape).map((key) => [key, key.endsWith('_PORT') ? '4999' : `set-${key}`]));
  const env = childEnv(name, factsFor(set, { mode: 'production' }));
  const composed = ['PARLEY_MODE', 'PARLEY_COMMIT', 'HOST', 'NODE_ENV', 'PARLEY_API_URL', 'PARLEY_CHAT_PAGE_URL'];
  const lost = Object.keys(shape).filter(
    (key) => env[key] !== set[key] && !key.startsWith('DATABASE_') && !composed.includes(key),
  );
  expect(lost).toEqual([]);
});

test('nobody gets the owner’s database; web and the street get no database and no secret of api and worker', () => {
  const facts = factsFor({ DATABASE_URL: `postgresql://owner:${SECRET}@db/parley`, PARLEY_SECRET: SECRET });
  const holders = CHILD_NAMES.filter((name) =>
    Object.values(childEnv(name, facts)).some((value) => value.includes(SECRET)),
  );
  expect(holders).toEqual(['api', 'worker']);
  for (const name of ['web', 'street'] as const) {
    expect(Object.keys(childEnv(name, facts)).filter((key) => key.startsWith('DATABASE_'))).toEqual([]);
  }
});

test('model keys go to the worker alone, Slack’s secrets to the slackbot alone', () => {
  const model = factsFor({ OPENAI_API_KEY: SECRET, ANTHROPIC_API_KEY: SECRET });
  const slack = factsFor({ SLACK_BOT_TOKEN: SECRET }, { mode: 'production' });
  const holders = (facts: ChildFacts) =>
    CHILD_NAMES.filter((name) => Object.values(childEnv(name, facts)).includes(SECRET));
  expect(holders(model)).toEqual(['worker']);
  expect(holders(slack)).toEqual(['slackbot']);
});

test('the mail server’s address goes to api and worker, and in demo mode it is the street’s', () => {
  const smtp = { SMTP_URL: `smtp://user:${SECRET}@mail.example.com` };
  const real = factsFor(smtp, { mode: 'production' });
  expect(CHILD_NAMES.filter((name) => JSON.stringify(childEnv(name, real)).includes(SECRET))).toEqual([
    'api',
    'worker',
  ]);
  const demo = factsFor(smtp);
  expect(childEnv('api', demo).SMTP_URL).toBe('smtp://127.0.0.1:4425');
  expect(childEnv('street', demo).STREET_SMTP_PORT).toBe('4425');
});

test('in demo mode webhooks may call the street, and nothing else on this machine', () => {
  for (const name of ['api', 'worker'] as const) {
    expect(childEnv(name, factsFor({})).PARLEY_STREET_URL).toBe('http://127.0.0.1:4400');
    expect(childEnv(name, factsFor({}, { mode: 'production' })).PARLEY_STREET_URL).toBeUndefined();
  }
});

test('in demo mode the slackbot talks to the street, whatever is set', () => {
  const facts = factsFor({ SLACK_API_URL: 'https://slack.com/api/' });
  expect(childEnv('slackbot', facts).SLACK_API_URL).toMatch(/^http:\/\/127\.0\.0\.1:4400\//);
});

test('tools get nothing of Parley’s', () => {
  const { environment } = factsFor({ PARLEY_SECRET: SECRET, DATABASE_URL: SECRET, OPENAI_API_KEY: SECRET, LANG: 'C' });
  expect(plainEnv(environment)).toEqual({ PATH: '/bin', LANG: 'C' });
});
