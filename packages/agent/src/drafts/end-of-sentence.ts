// What may end a sentence, with the quotes and brackets that close behind it.
const MARK = /[.!?…]+["'”’»)\]*_]*|[。！？｡]+[」』”’）]*|\n+/gu;
const WIDE = /^[。！？｡\n]/u;
const ABBREVIATION =
  /^(?:dr|mr|mrs|ms|mx|prof|st|rd|ave|jr|sr|vs|etc|approx|appt|tel|ext|inc|ltd|est|fig|mon|tues?|wed|thurs?|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|str|bzw|ca|usw|nr|hr|fr|sra?|mme|mlle)$/iu;
const HALF_OF_THE_DAY = /^[ap]\.m$/iu;
const WORD_MAX = 60;
const INITIALS = /^(?:\p{L}\.)*\p{L}$/u;

/**
 * Where the first finished sentence of a text ends that is still being written, or 0. A dot is believed only when what
 * is known speaks for an end: `Dr.`, `12.` and `example.` may go on.
 */
export function endOfSentence(text: string): number {
  for (const { index, 0: mark } of text.matchAll(MARK)) {
    if (WIDE.test(mark) || isEnd(text.slice(0, index), mark, text.slice(index + mark.length)))
      return index + mark.length;
  }
  return 0;
}

function isEnd(before: string, mark: string, after: string): boolean {
  const word = lastWord(before);
  const isDot = /^\.(?!\.)/u.test(mark);
  if (after === '') return isDot ? isWholeWord(word) : !/[/@]/u.test(word);
  if (!/^\s/u.test(after)) return /^\p{Extended_Pictographic}/u.test(after);
  return !isDot || isDotAnEnd(before, word, after.trimStart());
}

/** So much of the last word as can matter: nothing longer is an abbreviation, and an address has its marks all over. */
function lastWord(text: string): string {
  const tail = text.slice(-WORD_MAX);
  return (/\S*$/u.exec(tail)?.[0] ?? '').replace(/^[^\p{L}\p{N}]+/u, '');
}

/** Nothing follows yet: only after a word that nothing is known to go on from. */
const isWholeWord = (word: string): boolean => /^\p{L}[\p{L}’'-]*\p{L}$/u.test(word) && !ABBREVIATION.test(word);

function isDotAnEnd(before: string, word: string, next: string): boolean {
  if (/^\p{Ll}/u.test(next) || ABBREVIATION.test(word)) return false;
  if (HALF_OF_THE_DAY.test(word)) return /^\p{Lu}/u.test(next);
  if (INITIALS.test(word)) return false;
  const isNumberOfList = /^\d{1,3}$/u.test(word) && /(?:^|\n)[^\S\n]{0,8}\d{1,3}$/u.test(before.slice(-WORD_MAX));
  return !isNumberOfList;
}
