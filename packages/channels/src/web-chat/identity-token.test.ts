import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { readIdentityToken } from './identity-token.ts';

const now = new Date('2026-11-20T12:00:00Z');
const seconds = now.getTime() / 1_000;
const expected = { secrets: ['new-secret', 'old-secret'], channelId: 'chan_1', now };
const GOOD = { sub: 'user-7', aud: 'chan_1', exp: seconds + 300 };

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (claims: unknown, { secret = 'new-secret', head = { alg: 'HS256', typ: 'JWT' } as unknown } = {}) => {
  const said = `${part(head)}.${part(claims)}`;
  return `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`;
};
const read = (token: string) => readIdentityToken(token, expected);

test('who the site says, by its secret or the one before', () => {
  const anna = { userId: 'user-7', name: null, email: null, phone: null };
  expect(read(signed(GOOD))).toEqual({ kind: 'ok', identity: anna });
  expect(read(signed(GOOD, { secret: 'old-secret' }))).toEqual({ kind: 'ok', identity: anna });
  expect(read(signed({ ...GOOD, aud: ['other', 'chan_1'], name: ' Anna ', email: 'anna@x.test' }))).toMatchObject({
    identity: { name: 'Anna', email: 'anna@x.test' },
  });
});

test('a number counts once the site has seen that it is theirs', () => {
  const phone_number = '+447700900018';
  expect(read(signed({ ...GOOD, phone_number }))).toMatchObject({ identity: { phone: null } });
  expect(read(signed({ ...GOOD, phone_number, phone_number_verified: true }))).toMatchObject({
    identity: { phone: phone_number },
  });
});

const [head, body, mac] = signed(GOOD).split('.') as [string, string, string];
test.each([
  ['nothing', '', 'not a signed token'],
  ['a part too few', `${head}.${body}`, 'not a signed token'],
  ['a part too many', `${head}.${body}.${mac}.x`, 'not a signed token'],
  ['no algorithm', `${part({ alg: 'none' })}.${body}.${mac}`, 'HS256'],
  ['no algorithm and no signature', `${part({ alg: 'none' })}.${body}.`, 'not a signed token'],
  ['another algorithm, signed by it', signed(GOOD, { head: { alg: 'HS512' } }), 'HS256'],
  ['a head that is no object', signed(GOOD, { head: null }), 'HS256'],
  ['another secret', signed(GOOD, { secret: 'guessed' }), 'signature'],
  ['altered claims', `${head}.${part({ ...GOOD, sub: 'user-8' })}.${mac}`, 'signature'],
  ['an altered signature', `${head}.${body}.${mac.slice(0, -2)}AA`, 'signature'],
  ['claims that are none', signed('x'), 'claim'],
  ['nobody', signed({ ...GOOD, sub: '' }), 'sub'],
  ['half a character', signed({ ...GOOD, sub: '\ud800' }), 'sub'],
  ['no end', signed({ ...GOOD, exp: undefined }), 'exp'],
  ['a number that is none', signed({ ...GOOD, phone_number: '0770' }), 'phone_number'],
  ['another channel', signed({ ...GOOD, aud: 'chan_2' }), 'another channel'],
  ['its end, to the second', signed({ ...GOOD, exp: seconds }), 'expired'],
  ['too late an end', signed({ ...GOOD, exp: seconds + 3_601 }), 'more than an hour'],
  ['a beginning to come', signed({ ...GOOD, nbf: seconds + 61 }), 'not good yet'],
])('refused, and said why: %s', (_, token, why) => {
  expect(read(token)).toMatchObject({ kind: 'refused', why: expect.stringContaining(why) });
});
