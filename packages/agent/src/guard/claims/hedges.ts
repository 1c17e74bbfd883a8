/** Words before a claim, within its clause, that take it back or leave it open. */
export const OPEN =
  /\b(?:not|\w+n't|never|no|nothing|none|neither|nor|nobody|without|cannot|unable|if|unless|whether|until|till|before|once|whenever|when|as soon as|in case|provided|assuming|would|could|might|may|want|wants|like|prefer|hope|wish|need|needs|let me|let us|let's|you (?:said|say|mentioned|mention|told|wrote|write|think|thought|were told|asked|believe|booked|cancelled|canceled|sent|already|made|recently|paid|ordered)|(?:sorry|sad) (?:to hear|that)|understand|hear|heard|imagine|suppose|seems|appears|apparently|says|how|why|who|what|where|any|every|each|usually|normally|typically|generally|always|sometimes|often|can only|must|should|ask|in order|for example|e\.g|rather than|instead of|tell me|check (?:if|that)|make sure|ensure|to see|available|get (?:this|that|it|you)|call us|you can call|please call|contact us|be asked)\b/iu;
export const LATER =
  /\b(?:if|once|as soon as|unless|until|only (?:when|after|if)|when you|after you|provided|whenever|automatically|at checkout)\b/iu;
export const HABIT =
  /\b(?:usually|normally|typically|generally|always|sometimes|often|automatically|at checkout|by default|as a rule|in general|per (?:month|year|visit|person))\b/iu;
export const DEFINITE =
  /\b(?:your|you|it|this|that|these|those|both|the|my|our|everything|all of|i|we|an?|he|she|they|their|his|her|he's|it's|that's|you're|there's)\b/iu;
export const TIMES_OF_OTHERS =
  /\b(?:slots?|times?|o'clock|\d{1,2}[:.]\d{2}|\d ?[ap]m|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|tomorrow|today|mornings?|afternoons?|evenings?|day|days|week|weekend|calendar|diary|doctor|dentist|hygienist|dr \w+|room|table|everyone|team|we|we're|they|they're|he|she|month|schedule)\b/iu;
export const FULL =
  /\b(?:fully|completely|heavily|totally|almost|double)\W+(?:booked|reserved)|\bbooked (?:out|up|solid|until|till|through|by)\b/iu;
export const RELATIVE =
  /\b(?!and|but|know|confirm|sure|note|see|say|hear|you|so|is|it|now)\w+ (?:that|which|who)\s*$/iu;

/** What a promise hangs on. */
export const HANGS_ON =
  /\b(?:if|once|when|whenever|after|as soon as|unless|until|before (?:you|we|the|it)|in case)\b/iu;
/** What a business tells of itself. */
export const OF_OLD =
  /\b(?:in|since) (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|(?:19|20)\d\d)\b|\blast (?:year|month|summer|winter|spring|autumn)\b|\byears? ago\b|\bnew (?:address|building|office|location|premises)\b|\b(?:to|joined) our team\b/iu;
/** How something is done as a rule: "cleanings are done by the hygienist". */
export const MANNER =
  /\b(?:done|made|performed|carried out|completed|handled|confirmed|booked|issued|sent|processed) (?:by (?!me\b)|under|to your (?:doctor|insur)|in (?:half|about|one|two|three|\d)|online|through (?:our|the)|via)\b/iu;
/** "the form we sent": whatever it is said of, it is not the claim. */
export const SAID_OF =
  /\b(?:the|an?|this|that|any|all|your|those|these) (?:\p{L}+ ){0,2}(?!day|morning|afternoon|evening|time|way|meantime|moment|one)\p{L}{3,}\s*$/iu;
