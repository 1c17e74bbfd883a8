import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalOrigin, originAllowed } from './origins.ts';

const allows = (entry: string, origin: string | null | undefined) => originAllowed(origin, [entry]);

describe('an exact origin', () => {
  it.each([
    ['https://example.com', 'https://example.com'],
    ['https://example.com', 'https://EXAMPLE.com'],
    ['HTTPS://Example.Com', 'https://example.com'],
    ['https://example.com:443', 'https://example.com'],
    ['http://example.com', 'http://example.com:80'],
    ['https://example.com/', 'https://example.com'],
    ['http://localhost:4400', 'http://localhost:4400'],
    ['http://127.0.0.1:4400', 'http://127.0.0.1:4400'],
    ['http://[::1]:4400', 'http://[::1]:4400'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('%s allows %s', (entry, origin) => expect(allows(entry, origin)).toBe(true));

  it.each([
    ['https://example.com', 'http://example.com'],
    ['https://example.com', 'https://example.com:8443'],
    ['https://example.com', 'https://www.example.com'],
    ['https://example.com', 'https://example.com.evil.net'],
    ['https://example.com', 'https://evil.net/https://example.com'],
    ['https://example.com', 'https://example.com@evil.net'],
    ['https://example.com', 'https://user:pass@example.com'],
    ['https://example.com', 'https://example.com/path'],
    ['https://example.com', 'https://example.com?x'],
    ['https://example.com', 'https://example.com#x'],
    ['https://example.com', 'https://example.com\\@evil.net'],
    ['https://example.com', ' https://example.com'],
    ['https://example.com', 'example.com'],
    ['https://example.com/chat', 'https://example.com'],
  ])('%s does not allow %s', (entry, origin) => expect(allows(entry, origin)).toBe(false));
});

describe('a wildcard', () => {
  it.each([
    ['https://*.example.com', 'https://www.example.com'],
    ['https://*.example.com', 'https://a.b.c.example.com'],
    ['https://*.EXAMPLE.com', 'https://Shop.example.com:443'],
    ['https://*.example.com:8443', 'https://www.example.com:8443'],
  ])('%s allows %s', (entry, origin) => expect(allows(entry, origin)).toBe(true));

  it.each([
    ['https://*.example.com', 'https://example.com'],
    ['https://*.example.com', 'https://notexample.com'],
    ['https://*.example.com', 'https://evil.com/.example.com'],
    ['https://*.example.com', 'http://www.example.com'],
    ['https://*.example.com', 'https://www.example.com:8443'],
    ['https://*.example.com', 'https://www.example.com.evil.net'],
    ['https://*.example.com', 'https://.example.com'],
    ['*', 'https://example.com'],
    ['https://*', 'https://example.com'],
    ['https://*.com', 'https://example.com'],
    ['https://*.*.com', 'https://a.b.com'],
    ['https://www.*.com', 'https://www.example.com'],
    ['https://*example.com', 'https://notexample.com'],
    ['https://*.0.0.1', 'https://127.0.0.1'],
    ['*.example.com', 'https://www.example.com'],
  ])('%s does not allow %s', (entry, origin) => expect(allows(entry, origin)).toBe(false));
});

describe('no web origin at all', () => {
  it.each([
    null,
    undefined,
    '',
    'null',
    'file://',
    'file:///etc/passwd',
    'data:text/html,x',
    'about:blank',
    'chrome-extension://abc',
    '*',
  ])('%s is never allowed, even when listed', (origin) =>
    expect(originAllowed(origin, [String(origin), 'null', '*', ''])).toBe(false),
  );

  it('an empty list allows nothing', () => expect(originAllowed('https://example.com', [])).toBe(false));

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (origin, entry) => {
        expect(typeof originAllowed(origin, [entry, `https://*.${entry}`])).toBe('boolean');
      }),
    );
  });
});

it('the canonical form is what a browser sends', () => {
  expect(canonicalOrigin('HTTPS://Example.COM:443/')).toBe('https://example.com');
  expect(canonicalOrigin('https://example.com/chat')).toBeNull();
});
