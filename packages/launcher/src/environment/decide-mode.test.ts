import { expect, test } from 'vitest';
import { decideMode, type ModeFacts, realSecretsIn } from './decide-mode.ts';
import { readEnvironment } from './environment.ts';
import { isLoopbackUrl } from './loopback.ts';

const nothing: ModeFacts = {
  asked: undefined,
  realSecrets: [],
  publicUrl: undefined,
  held: { real: false, sample: false },
  host: '127.0.0.1',
  secretSet: true,
};

test.each<[string, Partial<ModeFacts>, 'demo' | 'production', number]>([
  ['nothing configured', {}, 'demo', 0],
  ['a loopback address', { publicUrl: 'http://localhost:3000' }, 'demo', 0],
  ['a public address', { publicUrl: 'https://parley.example.org' }, 'production', 0],
  ['a carrier’s secret', { realSecrets: ['TWILIO_AUTH_TOKEN'] }, 'production', 0],
  ['a real organisation', { held: { real: true, sample: false } }, 'production', 0],
  ['production asked for', { asked: 'production' }, 'production', 0],
  ['demo asked for', { asked: 'demo' }, 'demo', 0],
  ['demo asked for beside a carrier’s secret', { asked: 'demo', realSecrets: ['TWILIO_AUTH_TOKEN'] }, 'demo', 1],
  ['demo asked for at a public address', { asked: 'demo', publicUrl: 'https://parley.example.org' }, 'demo', 1],
  ['demo asked for on real data', { asked: 'demo', held: { real: true, sample: false } }, 'demo', 1],
  [
    'all of it',
    { asked: 'demo', held: { real: true, sample: false }, realSecrets: ['SLACK_BOT_TOKEN'], publicUrl: 'https://a.b' },
    'demo',
    3,
  ],
  ['an open door in demo', { host: '0.0.0.0' }, 'demo', 1],
  ['an open door in production', { asked: 'production', host: '0.0.0.0' }, 'production', 0],
  ['production without a secret', { asked: 'production', secretSet: false }, 'production', 1],
  ['production on the sample clinic', { asked: 'production', held: { real: false, sample: true } }, 'production', 1],
  ['demo on the sample clinic', { held: { real: false, sample: true } }, 'demo', 0],
  ['demo without a secret', { secretSet: false }, 'demo', 0],
  ['a mode that does not exist', { asked: 'prod' }, 'production', 1],
])('%s', (_name, facts, mode, refusals) => {
  const decision = decideMode({ ...nothing, ...facts });
  expect(decision.mode).toBe(mode);
  expect(decision.refusals).toHaveLength(refusals);
});

test('production that nobody asked for by name says what brought it, before what it demands', () => {
  const facts = { ...nothing, realSecrets: ['SLACK_BOT_TOKEN'], secretSet: false };
  expect(decideMode(facts).refusals[0]).toContain('because of real credentials (SLACK_BOT_TOKEN)');
  expect(decideMode({ ...facts, asked: 'production' }).refusals[0]).toContain('PARLEY_SECRET');
});

test('secrets of carrier, Slack and mail server are real; model keys, addresses and empty lines are not', () => {
  const environment = readEnvironment('/nowhere', {
    TWILIO_AUTH_TOKEN: 'x',
    SLACK_BOT_TOKEN: 'xoxb',
    SMTP_URL: 'smtp://a',
    SLACK_API_URL: 'http://127.0.0.1:1',
    OPENAI_API_KEY: 'sk',
    DATABASE_URL: 'postgres://a/b',
    SLACK_SIGNING_SECRET: '',
  });
  expect(realSecretsIn(environment)).toEqual(['SLACK_BOT_TOKEN', 'SMTP_URL', 'TWILIO_AUTH_TOKEN']);
});

test.each([
  ['http://127.0.0.1:3000', true],
  ['http://127.8.0.1', true],
  ['http://[::1]:3000', true],
  ['http://app.localhost:3000', true],
  ['http://127.0.0.1.example.org', false],
  ['http://localhost.example.org', false],
  ['http://0.0.0.0:3000', false],
  ['http://192.168.1.4', false],
  ['not an address', false],
])('%s on loopback: %s', (url, expected) => {
  expect(isLoopbackUrl(url)).toBe(expected);
});
