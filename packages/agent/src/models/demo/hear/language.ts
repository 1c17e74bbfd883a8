const SMALL_WORDS: Readonly<Record<string, string>> = {
  German:
    'ich sie der die das ist und nicht mein meine einen eine haben mochte bitte wann kann konnen hallo guten danke termin fur mit wie sind heute morgen',
  French:
    'je vous le la les est et pas mon ma une des avoir voudrais quand bonjour merci pour avec comment puis rendez vous suis bonsoir votre',
  Spanish:
    'yo usted el la los las es y mi una un tener quiero quisiera cuando hola gracias para con como puedo buenos dias cita por favor esta necesito manana',
  Italian:
    'io lei il la gli e mio mia una avere vorrei quando ciao grazie per con come posso buongiorno appuntamento sono favore che domani',
  Dutch:
    'ik u de het een is en niet mijn hebben wil graag wanneer kan hallo dank voor met hoe afspraak alstublieft morgen maken',
  Portuguese:
    'eu voce o a os as e meu minha uma ter quero gostaria quando ola obrigado obrigada para com como posso consulta por favor amanha',
  Polish:
    'ja pan pani jest i nie moj moja chce chcialbym kiedy dzien dobry dziekuje dla jak moge wizyte prosze sie na jutro',
};
const ENGLISH = new Set(
  'i you the is are and not my a an to of in on for with how when what where can could would like please hello hi thanks want need have do does it me we your at this that am be will im id'.split(
    ' ',
  ),
);
const SORRY: Readonly<Record<string, string>> = {
  German: 'Ich verstehe leider nur Englisch.',
  French: "Je suis désolé, je ne comprends que l'anglais.",
  Spanish: 'Lo siento, solo entiendo inglés.',
  Italian: "Mi dispiace, capisco solo l'inglese.",
  Dutch: 'Ik begrijp helaas alleen Engels.',
  Portuguese: 'Lamento, só compreendo inglês.',
  Polish: 'Przepraszam, rozumiem tylko po angielsku.',
};
const WORDS = Object.entries(SMALL_WORDS).map(([name, words]) => ({ name, words: new Set(words.split(' ')) }));

/** What a message is written in when it is not English: its name where we know it, else `other`; `null`: English, or too little to say. */
export function foreignLanguageOf(message: string): string | null {
  if (isOfOtherLetters(message)) return 'other';
  const words = plainWords(message);
  const english = words.filter((word) => ENGLISH.has(word)).length;
  if (2 * english >= words.length) return null;
  const best = WORDS.map(({ name, words: known }) => ({
    name,
    hits: words.filter((word) => known.has(word)).length,
  })).sort((a, b) => b.hits - a.hits)[0];
  return best && best.hits >= 2 && best.hits > english ? best.name : null;
}

const PLAIN = /^[ -~\s£€’]*$/;

function isOfOtherLetters(message: string): boolean {
  if (PLAIN.test(message)) return false;
  const letters = message.match(/\p{L}/gu)?.length ?? 0;
  const latin = message.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return letters >= 2 && latin < letters / 2;
}

function plainWords(message: string): string[] {
  const plain = PLAIN.test(message) ? message : message.normalize('NFKD').replace(/\p{Mark}/gu, '');
  return plain.toLowerCase().match(/[a-z]+/g) ?? [];
}

export const sorryIn = (language: string): string | null => SORRY[language] ?? null;
