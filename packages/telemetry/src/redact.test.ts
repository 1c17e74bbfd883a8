import { expect, test } from 'vitest';
import { maskSecret, plainError, redactFields, redactText } from './redact.ts';

test.each([
  ['postgres://app:p%40ss@db:5432/x?sslmode=require', 'postgres://app:***@db:5432/x?sslmode=require'],
  ['rediss://:hunter2@cache.example.com:6379/0', 'rediss://:***@cache.example.com:6379/0'],
  ['GET https://h.test/cb?code=abc123&state=1', 'GET https://h.test/cb?code=[secret]&state=1'],
  ['https://h.test/v1?api_key=abc&access_token=d', 'https://h.test/v1?api_key=[secret]&access_token=[secret]'],
  ['authorization: Bearer abc.DEF-123', 'authorization: [secret]'],
  ['authorization: BASIC QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'authorization: [secret]'],
  ['key sk-proj-abcdef012345 refused', 'key [secret] refused'],
  ['xoxb-1234-abcdefgh, xapp-1-A0123-456', '[secret], [secret]'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s5dGVzdA-_', '[secret]'],
  ['from Jo.Smith+x@mail.example.org.', 'from [personal].'],
  ['call +1 (415) 555-2671 or +4915112345678', 'call [personal] or [personal]'],
])('%s', (text, expected) => expect(redactText(text)).toBe(expected));

test('a line of JSON stays JSON, whatever the password is made of', () => {
  const line = JSON.stringify({ url: 'postgres://app:p@s\\s/w"rd@db/x', next: 'a@b.example' });
  expect(JSON.parse(redactText(line))).toEqual({ url: 'postgres://app:***@db/x', next: '[personal]' });
});

test.each([
  'basic validation of the bearer token failed',
  'file:///srv/node_modules/.pnpm/pino@10.4.0/node_modules/pino/pino.js:12:3',
  'at 2026-11-20T08:04:36.175Z, offset +00:00, 1e+21, 3 + 12345678',
  'http://127.0.0.1:4318/v1/traces?after=msg_01k9',
  'run_01k9abcdefghijklmnopqrstuv took 12 ms',
  'redis://default@cache.example.com:6379',
])('leaves alone: %s', (text) => expect(redactText(text)).toBe(text));

test('a hostile text costs little', () => {
  const hostile = ['http://a:', '+1 ', 'a.', 'a@', 'eyJaaaaaaaa.'].map((part) => part.repeat(20_000));
  const started = performance.now();
  for (const text of hostile) redactText(`@${text}`);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('names decide at any depth; counts, ids and times stay', () => {
  const at = new Date(0);
  expect(
    redactFields({
      inputTokens: 12,
      refreshTokens: ['t'],
      orgId: 'org_1',
      at,
      url: new URL('http://h.test/x'),
      bytes: new Uint8Array(3),
      big: 12n,
      none: null,
      list: [{ clientSecret: 'x', text: 'y', ok: true }],
    }),
  ).toEqual({
    inputTokens: 12,
    refreshTokens: '[secret]',
    orgId: 'org_1',
    at,
    url: 'http://h.test/x',
    bytes: '[3 bytes]',
    big: '12',
    none: null,
    list: [{ clientSecret: '[secret]', text: '[personal]', ok: true }],
  });
});

test('what refers to itself, or has no end, is cut', () => {
  const ring: Record<string, unknown> = { long: 'x'.repeat(10_000), many: Array.from({ length: 1_000 }, () => 1) };
  ring.self = ring;
  expect(JSON.stringify(redactFields(ring)).length).toBeLessThan(40_000);
});

test('an error that quotes its input does not', () => {
  const parsing = thrownBy(() => JSON.parse('my name is Ada'));
  expect(parsing.message).toContain('Ada');
  expect(plainError(parsing).message).toBe(`Unexpected token 'm', "…" is not valid JSON`);
  expect(JSON.stringify(plainError(parsing))).not.toContain('Ada');
  const lines = [
    'Invalid `prisma.contact.create()` invocation:',
    '{ data: { name: "Ada" } }',
    'Unknown argument `nick`.',
  ];
  const query = plainError(new Error(lines.join('\n\n')));
  expect(query.message).toBe('Invalid `prisma.contact.create()` invocation: … Unknown argument `nick`.');
  expect(JSON.stringify(query)).not.toContain('Ada');
});

function thrownBy(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

test('causes that go in a circle end; a thrown text is named as such', () => {
  const error = new Error('a');
  error.cause = error;
  expect(JSON.stringify(plainError(error)).match(/"message"/g)).toHaveLength(5);
  expect(plainError('oops')).toEqual({ name: 'NotAnError', message: 'oops' });
});

test('a masked secret can be told from another and not used', () => {
  expect(maskSecret('hunter2')).toBe('***');
  expect(maskSecret('sk-proj-abcdef0123456789')).toBe('sk-…89 (24 characters)');
});
