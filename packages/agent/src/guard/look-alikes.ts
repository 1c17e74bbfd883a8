// Letters of other scripts, and figures of mathematics that NFKC leaves, that pass for Latin ones.
const PAIRS =
  'аa вb еe кk мm нh оo рp сc тt уy хx ѕs іi јj ԁd ԛq ԝw һh ӏl ёe єe ɡg АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ ԌG ԚQ ԜW ' +
  'αa βb εe ιi κk νv οo ρp τt υu χx ωw ηn ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ıi ℓl ꓮA ꓐB ꓚC ꓓD ꓰE ꓝF ꓖG ꓧH ꓲI ꓙJ ꓗK ꓡL ꓟM ꓠN ꓳO ꓑP ꓣR ꓢS ꓔT ꓴU ꓦV ꓪW ꓫX ꓬY ꓜZ ' +
  'ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ɑa ոn սu օo';
const LATIN = new Map(PAIRS.split(' ').map((pair) => [[...pair][0], [...pair][1]] as [string, string]));
const LOOK_ALIKE = new RegExp(`[${[...LATIN.keys()].join('')}]`, 'gu');
const MIXED = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Lisu}\u{1d00}-\u{1d7f}ɡɑɢʜɪʟɴʀʏʙıℓꜰꜱ]/u;
const WORD = /[\p{L}\p{M}]+/gu;
const LATIN_LETTER = /[a-z]/iu;

/**
 * Words that mix Latin letters with their look-alikes, or are made of nothing but look-alikes among Latin words, in
 * Latin. What is honestly written in another script stays.
 */
export function withoutLookAlikes(text: string): string {
  if (!MIXED.test(text)) return text;
  const amongLatin = LATIN_LETTER.test(text);
  return text.replace(WORD, (word) => {
    if (!MIXED.test(word)) return word;
    const plain = word.replace(LOOK_ALIKE, (letter) => LATIN.get(letter) ?? letter);
    return LATIN_LETTER.test(word) || (amongLatin && !MIXED.test(plain)) ? plain : word;
  });
}
