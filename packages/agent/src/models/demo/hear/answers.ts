export type Answer = 'yes' | 'no';

const YES =
  /^(oh |ok |okay |um |well )*(yes|yeah|yep|yup|ya|sure|of course|absolutely|definitely|certainly|please do|go ahead|do it|ok|okay|k|alright|all right|sounds (good|great|perfect|fine)|that (works|would be|is fine|is good|is great|one|suits)|thats (fine|good|great|perfect|ok|right|correct)|perfect|great|lovely|fine|correct|right|exactly|works|good|please|id like that|(at )?(the )?same time|why not|confirm(ed)?|ja|oui|si|deal|book it|take it|ill take (it|that))\b/;
const NO =
  /^(oh |ok |um |well |actually )*(no|nope|nah|not (really|now|yet|today|that|this|quite)|no thanks|dont|do not|neither|none|nein|non|never ?mind|rather not)\b/;
const ANY =
  /\b(any ?(one|time|day|thing|of them)?(?= (on |is |works|will|would|suits|of|please)|$)|whatever|whichever|whenever|you (choose|decide|pick)|i dont (mind|care)|no preference|doesnt matter|surprise me|either( one)?|flexible|earliest|soonest|first available|as soon as|asap|next available|quickest|nearest)\b/;

export function answerIn(plain: string): Answer | null {
  if (NO.test(plain)) return 'no';
  return YES.test(plain) ? 'yes' : null;
}

/** The place in a list that was offered; from the end where it is negative. */
export function pickIn(plain: string): number | null {
  for (const [index, pattern] of PICKS) if (pattern.test(plain)) return index;
  return null;
}

const PICKS: ReadonlyArray<readonly [number, RegExp]> = [
  [
    0,
    /\b(the |your )?(first|1st|earliest|former|top)( one| option| slot| time| appointment| of those)?\b(?! thing)(?! time i)|\b(the )?earlier (one|option|slot|time|appointment)\b|\bthe earlier\b/,
  ],
  [1, /\b(the )?(second|2nd|middle)( one| option| slot| time| appointment)?\b/],
  [2, /\b(the )?(third|3rd)( one| option| slot| time| appointment)\b|\bthe third\b/],
  [3, /\b(the )?(fourth|4th)( one| option| slot| time)\b|\bthe fourth\b/],
  [
    -1,
    /\b(the )?(last|later|latest|latter)( one| option| slot| time| appointment)\b|\bthe (last|latter|later|latest)\b/,
  ],
  [0, /\b(option|number) (one|1)\b/],
  [1, /\b(option|number) (two|2)\b/],
  [2, /\b(option|number) (three|3)\b/],
];

export const leavesItToUs = (plain: string): boolean => ANY.test(plain);

/** "Forget it": the matter is over. */
export const dropsIt = (plain: string): boolean =>
  /\b(forget (it|about it|that)|never ?mind|leave it( as it is)?|changed my mind|dont bother|drop it|stop it|scrap that|wrong number|no need|not needed|ill (call|ring|think about it|get back)|let me think)\b/.test(
    plain,
  );

/** "No, 3pm instead", "actually Friday": what was said before is put right. */
export const correctsItself = (plain: string): boolean =>
  /\b(instead|rather|actually|make (it|that)|i meant|i mean|sorry|correction|better|change (it|that) to|could we do|can we do|change to|swap)\b|^no\b|^wait\b|^oops\b|^hmm\b/.test(
    plain,
  );

/** "Another one": as the last, once more. */
export const wantsAnother = (plain: string): boolean =>
  /\banother(?: one)?\b(?! (?:time|day|slot|date|person|colleague|question|thing|order|way))|\bone more\b|\b(?:same|one) (?:again|for (?:my|our))\b|\bthe same for\b|\b(?:for )?my \w+ (?:too|as well|also)\b|\balso for my\b|^and for my\b/.test(
    plain,
  );

export type More = 'later' | 'earlier' | 'other' | 'other_day';

/** Nothing of what was offered: something else like it. */
export function moreIn(plain: string): More | null {
  if (/\b(another|other|different) (day|date)s?\b/.test(plain)) return 'other_day';
  if (/\b(later|too early)\b/.test(plain) && !/\bthe later\b/.test(plain)) return 'later';
  if (/\b(earlier|sooner|too late)\b/.test(plain) && !/\bthe earlier\b/.test(plain)) return 'earlier';
  const asks =
    /\b(another|other|others|different|more|else)\b/.test(plain) &&
    /\b(times?|slots?|options?|choices?|anything|something|what|any)\b/.test(plain);
  return asks ? 'other' : null;
}
