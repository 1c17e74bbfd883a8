import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { firstOf, readForm } from './form.ts';
import { isSigned } from './signature.ts';

const TOKEN = '12345';
const URL_OF_DOCS = 'https://mycompany.com/myapp.php?foo=1&bar=2';
/** The example of Twilio's own documentation, with the signature printed there. */
const DOCUMENTED = {
  form: 'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212',
  signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
};

const check = (form: string, signature: string, { url = URL_OF_DOCS, tokens = [TOKEN] } = {}): boolean =>
  isSigned({ url, params: readForm(Buffer.from(form)), signature }, tokens);

/** What Twilio signs, written out by hand for a case. */
const signed = (text: string, token = TOKEN): string => createHmac('sha1', token).update(text, 'utf8').digest('base64');

test('the documented example, and nothing near it', () => {
  expect(check(DOCUMENTED.form, DOCUMENTED.signature)).toBe(true);
  expect(check(DOCUMENTED.form.replace('1234&', '1235&'), DOCUMENTED.signature)).toBe(false);
  expect(check(`${DOCUMENTED.form}&More=`, DOCUMENTED.signature)).toBe(false);
  expect(check(DOCUMENTED.form, DOCUMENTED.signature, { url: `${URL_OF_DOCS}&x` })).toBe(false);
  expect(check(DOCUMENTED.form, DOCUMENTED.signature, { url: URL_OF_DOCS.replace('https', 'http') })).toBe(false);
  expect(check(DOCUMENTED.form, DOCUMENTED.signature, { tokens: ['12346'] })).toBe(false);
});

describe('every byte of the form counts', () => {
  const url = 'https://parley.example.com/v1/in';
  test.each([
    ['spaces at both ends', 'Body=+hi++', 'Body hi  '],
    ['a space as + and as %20', 'Body=a+b%20c', 'Bodya b c'],
    ['a plus sign', 'Body=1%2B1', 'Body1+1'],
    ['an empty value', 'Body=&From=%2B1', 'BodyFrom+1'],
    ['a name without =', 'Body&From=x', 'BodyFromx'],
    ['emoji and other scripts', 'Body=%F0%9F%A6%B7%20%C3%84%20%D0%B6', 'Body🦷 Ä ж'],
    ['bytes that are not percent-encoded', 'Body=🦷', 'Body🦷'],
    ['line breaks', 'Body=a%0D%0Ab%0A', 'Bodya\r\nb\n'],
    ['a byte order mark', 'Body=%EF%BB%BFx', 'Body\ufeffx'],
    ['names sorted by code unit', 'b=1&B=2&a=3&_=4', 'B2_4a3b1'],
    ['a repeated parameter, sorted, the same value once', 'Tag=b&Body=x&Tag=a&Tag=b', 'BodyxTagaTagb'],
    ['a parameter called __proto__', '__proto__=x&a=1', '__proto__xa1'],
    ['no parameter at all', '', ''],
  ])('%s', (_, form, text) => {
    expect(check(form, signed(url + text), { url })).toBe(true);
    expect(check(form, signed(`${url}${text} `), { url })).toBe(false);
  });
});

describe('the port in the address', () => {
  const form = 'Body=x';
  test.each([
    ['configured without, signed with it', 'https://a.test/in?b=1', 'https://a.test:443/in?b=1', true],
    ['configured with, signed without it', 'https://a.test:443/in', 'https://a.test/in', true],
    ['plain http', 'http://a.test/in', 'http://a.test:80/in', true],
    ['another port, as configured', 'https://a.test:8443/in', 'https://a.test:8443/in', true],
    ['another port, left out by the signer', 'https://a.test:8443/in', 'https://a.test/in', true],
    ['another port than configured', 'https://a.test/in', 'https://a.test:8443/in', false],
    ['an IPv6 address', 'https://[2001:db8::1]/in', 'https://[2001:db8::1]:443/in', true],
    ['a colon in the path', 'https://a.test/in:443', 'https://a.test:443/in:443', true],
    ['another host', 'https://a.test/in', 'https://b.test/in', false],
  ])('%s', (_, configured, signedAs, accepted) => {
    expect(check(form, signed(`${signedAs}Bodyx`), { url: configured })).toBe(accepted);
  });
});

test('a token that is being changed is good until it is taken away; none is never good', () => {
  const old = signed(`${URL_OF_DOCS}Bodyx`, 'the-old-one');
  expect(check('Body=x', old, { tokens: ['the-new-one', 'the-old-one'] })).toBe(true);
  expect(check('Body=x', old, { tokens: ['the-new-one'] })).toBe(false);
  expect(check('Body=x', old, { tokens: [] })).toBe(false);
  expect(check('Body=x', '', { tokens: ['the-old-one'] })).toBe(false);
});

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((each) => each.isWellFormed());
const names = fc.constantFrom('Body', 'From', 'To', 'NumMedia', 'a', 'B', 'ä', 'MediaUrl0');

test('agrees with Twilio’s own package on any form', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(names, text), { maxLength: 12 }), (pairs) => {
      const form = new URLSearchParams(pairs).toString();
      const asObject: Record<string, string[]> = {};
      for (const [name, value] of pairs) asObject[name] = [...(asObject[name] ?? []), value];
      const signature = twilio.getExpectedTwilioSignature(TOKEN, URL_OF_DOCS, asObject);
      return check(form, signature) && !check(`${form}&z=1`, signature);
    }),
  );
});

test('a form keeps its order, its repeats and its empty values', () => {
  expect(readForm(Buffer.from('b=1&a=&b=2&c'))).toEqual([
    ['b', '1'],
    ['a', ''],
    ['b', '2'],
    ['c', ''],
  ]);
  expect(firstOf(readForm(Buffer.from('b=1&b=2')), 'b')).toBe('1');
  expect(firstOf([], 'b')).toBeNull();
});
