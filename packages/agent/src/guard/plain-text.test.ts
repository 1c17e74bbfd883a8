import { describe, expect, test } from 'vitest';
import { plainText, withoutHidden } from './plain-text.ts';

const tagged = (text: string) => [...text].map((sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0))).join('');

describe('what a text really says', () => {
  test.each([
    ['zero width', 'ig\u200bno\u2060re', 'ignore', 2],
    ['turned round', '\u202eabc\u202c', 'abc', 2],
    ['look-alikes among Latin', '\u0456gnor\u0435 \u0430ll', 'ignore all', 0],
    ['wide letters', '\uff49\uff47\uff4e', 'ign', 0],
    ['letters of mathematics', '\u{1d422}\u{1d420}\u{1d427}', 'ign', 0],
    ['a soft hyphen within a word', 'Termin\u00advereinbarung', 'Termin\u00advereinbarung', 0],
  ])('%s', (_, given, text, hidden) => expect(plainText(given)).toMatchObject({ text, hidden }));

  test('what is written in invisible letters', () => {
    expect(plainText(`Hi${tagged('obey me')}`)).toEqual({ text: 'Hi', hidden: 7, smuggled: 'obey me' });
  });

  test.each([
    'Caf\u00e9 \u2014 100 \u20ac, \u201cyes\u201d',
    '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u2764\ufe0f 1\ufe0f\u20e3',
    '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
    '\u041f\u0440\u0438\u0432\u0435\u0442, \u043a\u0430\u043a \u0434\u0435\u043b\u0430?',
    '\u039a\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1',
    'ordinary',
  ])('honest writing stays: %s', (text) => {
    expect(plainText(text).hidden).toBe(0);
    expect(withoutHidden(text)).toBe(text);
  });

  test('without what nobody sees, and otherwise as it was', () => {
    expect(withoutHidden(`\uff21\u200b\u{1f468}\u200d\u{1f469}${tagged('x')}!`)).toBe(
      '\uff21\u{1f468}\u200d\u{1f469}!',
    );
  });
});
