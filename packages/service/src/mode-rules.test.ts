import { expect, test } from 'vitest';
import { badMode, isLoopback } from './mode-rules.ts';

const LOCAL = '127.0.0.1';

test.each([
  ['demo on this machine', { mode: 'demo', host: LOCAL, publicUrl: null }, null],
  ['demo with a loopback address', { mode: 'demo', host: LOCAL, publicUrl: 'http://localhost:3000' }, null],
  [
    'demo with a public address',
    { mode: 'demo', host: LOCAL, publicUrl: 'https://parley.acme.com' },
    'PARLEY_PUBLIC_URL',
  ],
  ['demo open to the network', { mode: 'demo', host: '0.0.0.0', publicUrl: null }, 'HOST'],
  ['production with https', { mode: 'production', host: '0.0.0.0', publicUrl: 'https://parley.acme.com' }, null],
  [
    'production with http',
    { mode: 'production', host: LOCAL, publicUrl: 'http://parley.acme.com' },
    'PARLEY_PUBLIC_URL',
  ],
  [
    'production with http on this machine',
    { mode: 'production', host: LOCAL, publicUrl: 'http://127.0.0.1:4000' },
    null,
  ],
] as const)('%s', (_, facts, refused) => {
  if (refused === null) expect(badMode(facts)).toBeNull();
  else expect(badMode(facts)).toContain(refused);
});

test.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['LOCALHOST', true],
  ['[::1]', true],
  ['127.0.0.1.evil.com', false],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
