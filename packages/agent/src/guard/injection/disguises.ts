/** Other readings of a text that a model may find, and a person would not write: each is screened like the text itself. */
export const DISGUISES: ReadonlyArray<readonly [name: string, read: (text: string) => string | null]> = [
  ['spaced letters', (text) => (SPACED.test(text) ? text.replace(SPACED_ALL, closedUp) : null)],
  [
    'figures for letters',
    (text) => (FIGURED.test(text) ? text.replace(WORD, lettersFor).replace(/\baii\b/giu, 'all') : null),
  ],
  ['shuffled letters', shuffled],
  [
    'base64',
    (text) => read(text, /[A-Za-z0-9+/_-]{16,}={0,2}/gu, (run) => Buffer.from(run, 'base64').toString('utf8')),
  ],
  ['hexadecimal', (text) => read(text, /(?:\\x|0x)?[0-9a-f]{2}(?:[\s,]{0,2}(?:\\x|0x)?[0-9a-f]{2}){9,}/giu, fromHex)],
  ['escapes', (text) => (ESCAPED.test(text) ? text.replace(ESCAPES, unescaped) : null)],
  ['reversed', (text) => (REVERSED.test(text) ? [...text].reverse().join('') : null)],
  ['rot13', (text) => (ROT13.test(text) ? text.replace(/[a-z]/giu, turned) : null)],
];

const SPACED = /(?:(?<![\p{L}\p{N}])\p{L}[\s._\-*|/+~]{1,3}){5,}\p{L}(?!\p{L})/u;
const SPACED_ALL = new RegExp(SPACED, 'gu');
/** Wider gaps are the ones between words, where there are any. */
function closedUp(run: string): string {
  const [narrow, wide] = /\S(\s{2,3}|\s*[/|]\s*)\S/u.test(run)
    ? [/[._\-*+~]|(?<!\s)\s(?!\s)/gu, /\s+|[|/]/gu]
    : [/[\s._\-*|/+~]/gu, /$^/u];
  return run.replace(narrow, '').replace(wide, ' ');
}

const FIGURES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'i',
  '€': 'e',
  '+': 't',
};
const FIGURED = /\p{L}[0134578@$!|€+]+\p{L}|(?<!\S)[0134578@$!|€]+\p{L}{3}/u;
const WORD = /\S+/gu;
const lettersFor = (word: string): string =>
  /^[^@]+@[^@]+\.[a-z]+$/iu.test(word) || !/\p{L}/u.test(word)
    ? word
    : word.replace(/[0134578@$|€+]|!(?=\p{L})/gu, (sign) => FIGURES[sign] ?? sign);

const SHUFFLED =
  'ignore disregard previous instructions instruction prompt system reveal override bypass developer forget rules guidelines restrictions'.split(
    ' ',
  );
const signature = (word: string): string => word[0] + [...word.slice(1, -1)].sort().join('') + word.at(-1);
const SIGNATURES = new Map(SHUFFLED.map((word) => [signature(word), word]));
const ENDS = new Set(SHUFFLED.map((word) => `${word[0]}${word.at(-1)}${word.length}`));
const KNOWN = new Set(SHUFFLED);

function shuffled(text: string): string | null {
  let found = false;
  const straight = text.replace(/[a-z]{5,12}/gu, (word) => {
    if (KNOWN.has(word) || !ENDS.has(`${word[0]}${word.at(-1)}${word.length}`)) return word;
    const meant = SIGNATURES.get(signature(word));
    found ||= meant !== undefined;
    return meant ?? word;
  });
  return found ? straight : null;
}

const READABLE = /^[\t\n\r\x20-\x7e\u00a0-\u024f]{8,}$/u;

function read(text: string, shape: RegExp, decode: (run: string) => string): string | null {
  const readable = (text.match(shape) ?? [])
    .slice(0, 8)
    .map(decode)
    .filter((found) => READABLE.test(found) && /[a-z] [a-z]|[a-z]{5}/iu.test(found));
  return readable.length > 0 ? readable.join('\n') : null;
}

const fromHex = (run: string): string => Buffer.from(run.replace(/\\x|0x|[\s,]/giu, ''), 'hex').toString('utf8');

const ESCAPES = /%([0-9a-f]{2})|&#(\d{2,5});|&#x([0-9a-f]{2,4});|\\u\{?([0-9a-f]{2,4})\}?|\\x([0-9a-f]{2})/giu;
const ESCAPED = /(?:(?:%[0-9a-f]{2}|&#x?[0-9a-f]{2,5};|\\u\{?[0-9a-f]{2,4}\}?|\\x[0-9a-f]{2})[^%&\\]{0,12}){3}/iu;
function unescaped(_: string, percent?: string, decimal?: string, ...hex: (string | undefined)[]): string {
  const code = decimal ? Number(decimal) : Number.parseInt(percent ?? hex.slice(0, 3).find(Boolean) ?? '20', 16);
  return code > 0 && code < 0xd800 ? String.fromCharCode(code) : ' ';
}

const REVERSED = /snoitcurtsni|tpmorp|metsys|serongi|erongi|selur|edirrevo/iu;
const ROT13 = /\b(?:vafgehpgvbaf?|cebzcg|flfgrz|vtaber|erirny|qvfertneq|birrevqr|ehyrf)\b/iu;
const turned = (letter: string): string => {
  const base = letter < 'a' ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
};
