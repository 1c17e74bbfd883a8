import type { Language } from '@parley/shared/guardrails';

/** The small words that every sentence has some of, folded. Ones that two languages share count for both. */
const WORDS: Partial<Record<Language, string>> = {
  en: 'the and you is are i to of for have do can my a what it in on with would please this not your me we be at how when need will was',
  de: 'der die das und ist ich sie nicht ein eine zu mit fur haben kann bitte wie was wann auf den im am mein meine sind wir es ja nein mochte gibt konnen habe',
  es: 'el la los las que de y es en un una por para con no se mi me como cuando quiero puedo tiene hola gracias necesito esta donde cual su si lo',
  fr: 'le la les de des et est je vous ne pas un une pour avec mon ma que qui dans bonjour merci puis avez suis quand comment sur ce il au du est-ce',
  it: 'il lo la di e che non un una per con mi sono ho vorrei posso come quando grazie ciao buongiorno del della anche questo dove si avete',
  pt: 'o a os as de e que um uma para com nao eu voce meu minha quero posso como quando obrigado ola bom dia tem por esta onde se voces',
  nl: 'de het een en is ik niet van voor met mijn kan u je wat wanneer hoe heb wil graag dank goedemorgen hallo naar zijn op dat dit wij',
  pl: 'i w na z nie jest to sie czy jak kiedy moge chce dzien dobry dziekuje prosze mam do za moj moja jestem gdzie ile po',
  sv: 'och det att jag ar inte en ett for med har kan min nar hur vad till hej tack vill ni du pa som av om boka oppet',
  da: 'og det at jeg er ikke en et for med har kan min hvornar hvordan hvad til hej tak vil du pa som af om abent gerne har i',
  tr: 've bir bu ne icin mi mu ile ben siz var yok nasil merhaba tesekkurler istiyorum lutfen saat gun nerede kac olarak',
};
const KNOWN = new Map<string, Language[]>();
for (const [language, words] of Object.entries(WORDS)) {
  for (const word of new Set(words.split(' '))) KNOWN.set(word, [...(KNOWN.get(word) ?? []), language as Language]);
}
/** Letters that only some of them have. */
const TELLING: ReadonlyArray<readonly [Language, RegExp]> = [
  ['de', /[ßäöü]/u],
  ['es', /[ñ¿¡]/u],
  ['fr', /[çœèêâîû]/u],
  ['pt', /[ãõ]/u],
  ['pl', /[ąćęłńśźż]/u],
  ['sv', /[åäö]/u],
  ['da', /[æøå]/u],
  ['tr', /[ğışİ]/u],
];
const SCRIPTS: ReadonlyArray<readonly [Language, RegExp]> = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['uk', /[іїєґІЇЄҐ]/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
];
const ENOUGH = 2;

/** The language that a text is in; `null` where it is too short or too mixed to tell. */
export function languageOf(text: string): Language | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 4) return null;
  for (const [language, script] of SCRIPTS) {
    const share = (text.match(script)?.length ?? 0) / letters;
    if (share > (language === 'uk' ? 0.02 : language === 'ja' ? 0.1 : 0.5)) return language;
  }
  return byWords(text);
}

function byWords(text: string): Language | null {
  const small = text.toLowerCase();
  const folded = small
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ø/gu, 'o')
    .replace(/ł/gu, 'l')
    .replace(/ı/gu, 'i');
  const scores = new Map<Language, number>();
  const add = (language: Language, score: number) => scores.set(language, (scores.get(language) ?? 0) + score);
  for (const word of folded.match(/\p{L}+(?:-\p{L}+)?/gu) ?? []) {
    const languages = KNOWN.get(word) ?? [];
    for (const language of languages) add(language, 1 / Math.sqrt(languages.length));
  }
  for (const [language, letter] of TELLING) if (letter.test(small)) add(language, 0.8);
  const [first, second] = [...scores].sort(([, one], [, other]) => other - one);
  if (!first || first[1] < ENOUGH || (second && first[1] - second[1] < 0.5)) return null;
  return first[0];
}
