export type Sentence = {
  /** As the customer wrote it. */
  text: string;
  /** In plain small letters: case, accents, quotes and most punctuation make no difference. */
  plain: string;
  asks: boolean;
};

/** Nobody needs more words to be understood, and patterns are to stay cheap whatever is sent. */
const LONGEST_MESSAGE = 2_000;
const END_OF_SENTENCE = /(?<=[.!?;…])\s+|\n+/u;
const ASKS =
  /\?|^(and |so |but |ok |hi |hello )*(what|when|where|who|why|how|which|do|does|did|is|are|am|can|could|will|would|should|have you|has|any)\b/;

export function sentencesOf(message: string): Sentence[] {
  return message
    .slice(0, LONGEST_MESSAGE)
    .replace(/\b([ap])\.\s?m\b\.?/gi, '$1m')
    .replace(/\b(dr|mr|mrs|ms|nr)\./gi, '$1')
    .replace(/\bno\.(?=\s*#?[A-Za-z]{0,3}-?\d)/gi, 'no')
    .split(END_OF_SENTENCE)
    .map((text) => ({ text: text.trim(), plain: plainOf(text), asks: false }))
    .filter(({ plain }) => plain !== '')
    .map((sentence) => ({
      ...sentence,
      asks: ASKS.test(`${sentence.plain}${sentence.text.endsWith('?') ? '?' : ''}`),
    }));
}

/** What numbers are written with stays: `2.30pm`, `25/12`, `$20`, `10%`, `#1042`. */
export const plainOf = (text: string): string =>
  unaccented(text)
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/(\d),(\d{3})\b/g, '$1$2')
    .replace(/(\d),(\d{2})\b/g, '$1.$2')
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9:./$£€%#-]+/g, ' ')
    // Marks that stand between letters or digits belong to them; at an end they are punctuation.
    .replace(/ [.:/-]+|[.:/-]+(?: |$)|^[.:/-]+/g, ' ')
    .trim()
    .replace(/ {2,}/g, ' ');

// Most messages have no accents, and need not pay for it.
const ACCENTED = /[^ -~\s£€’]/;
const unaccented = (text: string): string =>
  ACCENTED.test(text) ? text.normalize('NFKD').replaceAll(/\p{Mark}/gu, '') : text;
