import { createHmac, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVisitorToken, signVisitorToken, VISITOR_TOKEN_MAX, type VisitorClaims } from './visitor-token.ts';

const secret = 'a-secret-of-this-installation-0001';
const claims: VisitorClaims = {
  channelId: 'chan_01k9zzzzzzzzzzzzzzzzzzzzzz',
  orgId: 'org_01k9zzzzzzzzzzzzzzzzzzzzzz',
  visitorId: 'cont_01k9zzzzzzzzzzzzzzzzzzzzzz',
  origin: 'https://www.harbour-street.example',
  expiresAt: new Date('2031-05-01T10:00:00.000Z'),
};
const token = signVisitorToken(claims, secret);
const before = new Date('2031-05-01T09:59:59.999Z');
const read = (text: string, over: { secret?: string; now?: Date; origin?: string } = {}) =>
  readVisitorToken(text, { secret, now: before, origin: claims.origin, ...over });

describe('a visitor token', () => {
  it('gives back exactly what was signed', () => {
    expect(read(token)).toEqual({ kind: 'ok', claims });
  });

  it('is compact and safe in a header', () => {
    expect(token).toMatch(/^v1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
    expect(token.length).toBeLessThan(300);
  });

  it('expires at its moment and not before, and then still names its visitor', () => {
    expect(read(token, { now: claims.expiresAt })).toEqual({ kind: 'expired', claims });
    expect(read(token, { now: before }).kind).toBe('ok');
  });

  it('is bound to the origin of its page', () => {
    for (const origin of [
      'https://evil.example',
      'http://www.harbour-street.example',
      `${claims.origin}:8443`,
      'null',
      '',
    ]) {
      expect(read(token, { origin })).toEqual({ kind: 'wrong_origin' });
    }
  });

  it('does not say whether a stolen token has expired', () => {
    expect(read(token, { origin: 'https://evil.example', now: claims.expiresAt })).toEqual({ kind: 'wrong_origin' });
  });

  it('of another installation is invalid', () => {
    expect(read(token, { secret: `${secret}x` })).toEqual({ kind: 'invalid' });
  });

  it('is not signed with the bare secret, so another use of the secret cannot make one', () => {
    const signed = token.slice(0, token.lastIndexOf('.'));
    const forged = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    expect(read(forged)).toEqual({ kind: 'invalid' });
  });

  it('is invalid when any one character changes', () => {
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(read(token.slice(0, at) + other + token.slice(at + 1)), `character ${at}`).toEqual({ kind: 'invalid' });
    }
  });

  it('is invalid when cut anywhere, and when anything is added', () => {
    for (let length = 0; length < token.length; length++) {
      expect(read(token.slice(0, length)), `${length} characters`).toEqual({ kind: 'invalid' });
    }
    for (const more of ['A', '=', '.', ' ', '\n', '\0']) expect(read(token + more)).toEqual({ kind: 'invalid' });
  });

  it('has one spelling only', () => {
    // The last character of the signature carries two spare bits: a decoder would accept four spellings of it.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const spellings = [...alphabet].filter((last) => read(token.slice(0, -1) + last).kind === 'ok');
    expect(spellings).toEqual([token.at(-1)]);
  });

  it('never throws on garbage', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `v1.${text}`),
      fc.tuple(fc.string(), fc.string()).map(([body, mac]) => `v1.${body}.${mac}`),
    );
    fc.assert(fc.property(garbage, (text) => read(text).kind === 'invalid'));
  });

  it('refuses huge input, and huge claims', () => {
    const key = new Uint8Array(hkdfSync('sha256', secret, '', 'parley/web-chat/visitor-token/v1', 32));
    const seal = (body: string) => {
      const signed = `v1.${Buffer.from(body).toString('base64url')}`;
      return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
    };
    const body = JSON.stringify(['chan', 'org', 'visitor', claims.origin, claims.expiresAt.getTime()]);
    expect(read(seal(body)).kind).toBe('ok');
    expect(read(seal(body + ' '.repeat(VISITOR_TOKEN_MAX)))).toEqual({ kind: 'invalid' });
    const origin = `https://${'a'.repeat(VISITOR_TOKEN_MAX)}.example`;
    expect(() => signVisitorToken({ ...claims, origin }, secret)).toThrow(RangeError);
  });

  it('round-trips whatever the claims hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.date({ noInvalidDate: true, min: before, max: new Date('9999-12-31') }),
        (visitorId, at) => {
          const expiresAt = new Date(at.getTime() + 1);
          const signed = signVisitorToken({ ...claims, visitorId, expiresAt }, secret);
          expect(read(signed)).toEqual({ kind: 'ok', claims: { ...claims, visitorId, expiresAt } });
        },
      ),
    );
  });
});
