// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const ASCII = /^[\x00-\x7f]*$/u;

/** As rules are written: small letters, no accents, straight quotes. */
export function fold(text: string): string {
  const small = text.toLowerCase();
  if (ASCII.test(small)) return small;
  return small
    .replace(/[‘’‚´`ʼ]/gu, "'")
    .replace(/[“”„«»]/gu, '"')
    .replace(/ß/gu, 'ss')
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC');
}
