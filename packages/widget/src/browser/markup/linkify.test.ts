import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string) => linkify(text).flatMap((segment) => (segment.kind === 'link' ? [segment.text] : []));

describe('addresses in a text', () => {
  it('become links, and the rest stays as it is', () => {
    expect(linkify('See https://a.example/x?y=1#z now')).toEqual([
      { kind: 'text', text: 'See ' },
      { kind: 'link', text: 'https://a.example/x?y=1#z', href: 'https://a.example/x?y=1#z' },
      { kind: 'text', text: ' now' },
    ]);
    expect(linkify('')).toEqual([]);
    expect(linkify('no address')).toEqual([{ kind: 'text', text: 'no address' }]);
  });

  it.each([
    ['Go to https://a.example.', 'https://a.example'],
    ['(https://a.example/b)', 'https://a.example/b'],
    ['https://a.example/b_(c)', 'https://a.example/b_(c)'],
    ['(see https://a.example/b_(c)).', 'https://a.example/b_(c)'],
    ['**https://a.example**', 'https://a.example'],
    ['"https://a.example"', 'https://a.example'],
    ['<https://a.example>', 'https://a.example'],
    ['HTTPS://A.example/Ü', 'HTTPS://A.example/Ü'],
    ['https://a.example/\u202Egnp.exe', 'https://a.example/'],
  ])('%s holds %s', (text, link) => expect(links(text)).toEqual([link]));

  it('finds several', () => {
    expect(links('http://a.example, https://b.example\nhttps://c.example')).toHaveLength(3);
  });

  it.each([
    'javascript:alert(1)',
    'javascript://a.example/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'xhttps://a.example',
    'https://',
    'https://bank.example@evil.example/login',
    'https://user:pass@evil.example',
    'www.a.example',
  ])('%s is no link', (text) => expect(links(text)).toEqual([]));

  it('never loses or changes a character, and links nothing but http and https', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.constantFrom(' ', 'http://', '(', ').', 'javascript:'),
    );
    fc.assert(
      fc.property(fc.array(words), (parts) => {
        const segments = linkify(parts.join(''));
        expect(segments.map(({ text }) => text).join('')).toBe(parts.join(''));
        for (const segment of segments) if (segment.kind === 'link') expect(segment.href).toMatch(/^https?:\/\//);
      }),
    );
  });

  it('is quick on a long hostile text', () => {
    const begin = performance.now();
    linkify(`https://a.example/${'(.'.repeat(2_000)}`);
    linkify('http://'.repeat(600));
    linkify(`https://a.example/${')'.repeat(4_000)}`);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});
