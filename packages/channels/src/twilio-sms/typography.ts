import { measureSms } from './segments.ts';

/** Characters that only look better, and what stands for them on any phone. */
const PLAIN: readonly (readonly [pattern: RegExp, plain: string])[] = [
  [/[“”„‟«»″〝〞＂]/g, '"'],
  [/[‘’‚‛‹›′´`ʻʼ＇]/g, "'"],
  [/[‐‑‒–—―−﹘﹣－]/g, '-'],
  [/…/g, '...'],
  [/[•‣∙]/g, '-'],
  [/[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/[\u2028\u2029]/g, '\n'],
  [/[\u00ad\u200b\u2060\ufeff]/g, ''],
];

/**
 * The text with plain characters for typographic ones, where that alone lets it be sent as GSM-7, which carries more than
 * twice as much. A text that needs UCS-2 anyway (an emoji, another script) keeps every character as it is.
 */
export function plainEnough(text: string): string {
  if (measureSms(text).encoding === 'gsm7') return text;
  const plain = PLAIN.reduce((changed, [pattern, to]) => changed.replace(pattern, to), text.normalize('NFC'));
  const measured = measureSms(plain);
  return measured.encoding === 'gsm7' && measured.segments <= measureSms(text).segments ? plain : text;
}
