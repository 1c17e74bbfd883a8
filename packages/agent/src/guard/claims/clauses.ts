export type Clause = {
  text: string;
  /** What it stands in depends on something that has not happened: "once you confirm, …". */
  conditional: boolean;
  question: boolean;
};

const SENTENCE = /[^.!?…\n]+(?:[.:,](?=\d)[^.!?…\n]*|\.(?=[a-z])[^.!?…\n]*)*[.!?…]*/giu;
const ABBREVIATED = /\b(dr|mr|mrs|ms|st|no|nr|approx|e\.g|i\.e|a\.m|p\.m|z\.b|bzw)\.(?=\s)/giu;
/** What only announces the statement that follows. */
const ANNOUNCED =
  /\b(?:(?:i|we)(?:'d| would|'m| am|'re| are)? ?(?:just )?(?:like|love|want(?:ed)?|happy|pleased|glad|delighted|can|able) (?:to )?(?:let you know|tell you|inform you|confirm|say|share)(?: to you)?|please note|please be (?:advised|informed)|rest assured|be assured|(?:good|great) news|just so you know|you'll be (?:happy|glad|pleased) to (?:know|hear)|as (?:you )?(?:asked|requested|discussed|agreed|promised|wished|wanted)|no (?:worries|problem)|not a problem|don't worry|not to worry|no need to worry)(?: that)?\b[:,]?/giu;
const BREAK =
  /,? +[–—-]+ +|; *|: +|\) *|, *(?:and|but|so|then|which means)? *(?!\d{3})| +(?:and|but|so)(?= +(?:i|i've|i'm|i'll|we|we've|you|you're|it|it's|that|that's|your|the|would|shall|do|is|are|can|could|let|please|if|once|a|someone|our|my)\b)/giu;
const CONDITION =
  /^\W*(?:and |but |then |so )?(?:wenn|falls|sobald|nachdem|bevor|si|cuando|una vez|en cuanto|quand|lorsque|une fois|dès que|se|quando|appena|zodra|if|once|when(?:ever)?|as soon as|after|before|until|unless|should (?:you|that|this|it)|in case|provided|assuming|as long as|were (?:you|i)|had (?:you|i))(?!\p{L})/iu;

/** A text in clauses that can be judged by themselves. */
export function clausesOf(text: string): Clause[] {
  return (text.replace(ABBREVIATED, '$1').match(SENTENCE) ?? []).flatMap((sentence) => {
    const parts = sentence
      .replace(ANNOUNCED, ' ')
      .split(BREAK)
      .map((part) => part.replace(/\s+/gu, ' ').trim())
      .filter((part) => /\p{L}/u.test(part));
    const asks = /\?["'”»)]*\s*$/u.test(sentence);
    let conditional = false;
    return parts.map((part, index) => {
      conditional ||= CONDITION.test(part);
      return { text: part, conditional, question: asks && index === parts.length - 1 };
    });
  });
}
