import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClientAddress, networkOf } from './client-address.ts';

const WEB_TOKEN = 'what-web-and-api-agreed-on-0123456789';
const addressOf = createClientAddress({
  proxies: ['10.0.0.0/8', '192.0.2.7', '2001:db8:aa::/48'],
  webToken: WEB_TOKEN,
});

const from = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;

const via = (peer: string, forwarded: string, token?: string) =>
  addressOf(from(peer, { 'x-forwarded-for': forwarded, ...(token && { 'x-parley-web': token }) }));

describe('a client’s address', () => {
  test.each([
    ['of nobody trusted, is the connection’s', '203.0.113.9', '1.2.3.4', undefined, '203.0.113.9'],
    ['on this machine, too', '127.0.0.1', '1.2.3.4', undefined, '127.0.0.1'],
    ['is what a trusted proxy says', '10.1.2.3', '203.0.113.9', undefined, '203.0.113.9'],
    [
      'is the last that nobody trusted, whatever stands before',
      '10.1.2.3',
      '1.2.3.4, 203.0.113.9',
      undefined,
      '203.0.113.9',
    ],
    ['is found behind several', '192.0.2.7', '1.2.3.4, 203.0.113.9, 10.9.9.9', undefined, '203.0.113.9'],
    ['is what web says, by its token', '198.51.100.1', '203.0.113.9', WEB_TOKEN, '203.0.113.9'],
    ['is not what web was told by a client', '198.51.100.1', '1.2.3.4, 203.0.113.9', WEB_TOKEN, '203.0.113.9'],
    ['is found behind web and a proxy before it', '198.51.100.1', '203.0.113.9, 10.1.1.1', WEB_TOKEN, '203.0.113.9'],
    ['is the connection’s with a wrong token', '198.51.100.1', '203.0.113.9', `${WEB_TOKEN}x`, '198.51.100.1'],
    ['is the proxy’s own where it says nonsense', '10.1.2.3', 'unknown', undefined, '10.1.2.3'],
    ['has one spelling', '::ffff:10.1.2.3', '::FFFF:203.0.113.9', undefined, '203.0.113.9'],
    ['may be of IPv6', '2001:db8:aa::1', '2001:DB8:1::5', undefined, '2001:db8:1::5'],
  ])('%s', (_, peer, forwarded, token, expected) => {
    expect(via(peer, forwarded, token)).toBe(expected);
  });

  test('is nothing when the connection is gone', () => {
    expect(addressOf(from(undefined, { 'x-forwarded-for': '1.2.3.4' }))).toBeNull();
  });

  test('is not moved by any other header, nor by anything that a client writes in this one', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())), (claims) => {
        const written = claims.join(',');
        const others = {
          forwarded: `for=${written}`,
          'x-real-ip': written,
          'x-client-ip': written,
          'cf-connecting-ip': written,
        };
        expect(addressOf(from('203.0.113.9', { ...others, 'x-forwarded-for': written }))).toBe('203.0.113.9');
        // Behind a proxy that adds what it saw.
        expect(via('10.1.2.3', `${written}, 203.0.113.9`)).toBe('203.0.113.9');
      }),
    );
  });
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
