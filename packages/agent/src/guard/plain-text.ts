import { withoutLookAlikes } from './look-alikes.ts';

/** What a text really says: invisible characters gone, look-alikes and compatibility forms made plain. */
export type PlainText = {
  text: string;
  /** How many invisible characters there were that writing does not need. */
  hidden: number;
  /** What was written in invisible letters. */
  smuggled: string;
};

// Nearly all messages are of these, and need no further look.
const ORDINARY = /^[\t\n\r\x20-\x7e\u00a0-\u00ac\u00ae-\u024f\u2013\u2014\u2018-\u201f\u2022\u2026\u20ac]*$/u;
const INVISIBLE = [
  '[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164]',
  '[\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]',
];
/** The ones that writing itself needs. */
const RIGHTFUL = [
  // A flag of a part of a country is written with tags.
  '\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{1,8}\\u{e007f}',
  '(?<=[\\p{Extended_Pictographic}\\u{1f3fb}-\\u{1f3ff}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=[\\p{Extended_Pictographic}0-9#*])[\\ufe0e\\ufe0f]',
  // Scripts that join their letters, or run from right to left.
  '(?<=[\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Malayalam}])[\\u200c-\\u200f]',
  '[\\u200e\\u200f](?=[\\p{Script=Arabic}\\p{Script=Hebrew}])',
  '(?<=\\p{L})\\u00ad(?=\\p{L})',
  '^\\ufeff',
];
const HIDDEN = new RegExp(`(?<rightful>${RIGHTFUL.join('|')})|${INVISIBLE.join('|')}`, 'gu');

export function plainText(given: string): PlainText {
  if (ORDINARY.test(given)) return { text: given, hidden: 0, smuggled: '' };
  let hidden = 0;
  let smuggled = '';
  const visible = given.replace(HIDDEN, (sign, rightful: string | undefined) => {
    if (rightful) return rightful;
    hidden += 1;
    smuggled += fromTag(sign);
    return '';
  });
  return { text: withoutLookAlikes(visible.normalize('NFKC')), hidden, smuggled };
}

/** The text as it was written, without what nobody sees. */
export const withoutHidden = (given: string): string =>
  ORDINARY.test(given) ? given : given.replace(HIDDEN, '$<rightful>');

const fromTag = (sign: string): string => {
  const code = sign.codePointAt(0) as number;
  return code >= 0xe0020 && code <= 0xe007e ? String.fromCodePoint(code - 0xe0000) : '';
};
