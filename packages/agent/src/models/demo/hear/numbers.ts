const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const MORE: Readonly<Record<string, number>> = { a: 1, an: 1, couple: 2, 'a couple of': 2, few: 3 };

/** For patterns: a small number in digits or as a word. */
export const COUNT = `(\\d{1,3}|a couple of|an?|${WORDS.slice(1).join('|')})`;
export const HOUR = `(\\d{1,2}|${WORDS.slice(1).join('|')})`;

export function countIn(words: string | undefined): number {
  if (words === undefined) return Number.NaN;
  const known = WORDS.indexOf(words);
  return known >= 0 ? known : (MORE[words] ?? Number(words));
}
