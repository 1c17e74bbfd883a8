/** What customers call the same thing by many names. The tool has the last word: it knows what is offered. */
const KNOWN: ReadonlyArray<readonly [string, RegExp]> = [
  [
    'cleaning',
    /\b(cleaning|cleanings|teeth cleaned|tooth cleaned|clean|cleaned|hygienist|scale and polish|prophylaxis)\b/,
  ],
  [
    'check-up',
    /\b(check ?-?ups?|examination|exam|routine (visit|appointment)|regular (visit|appointment)|see (the|a|my) (dentist|doctor))\b/,
  ],
  ['filling', /\b(fillings?|cavity|cavities)\b/],
  ['whitening', /\b(whitening|whitened|bleach(ing)?|whiter)\b/],
  ['root canal', /\broot canals?\b/],
  ['extraction', /\b(extraction|tooth (pulled|out|removed)|pull(ed)? a tooth|wisdom (tooth|teeth))\b/],
  ['crown', /\bcrowns?\b/],
  ['x-ray', /\bx ?-?rays?\b/],
  ['consultation', /\b(consultations?|consult)\b/],
  ['emergency appointment', /\bemergency (appointment|visit|slot)\b/],
  ['braces', /\b(braces|orthodontist|aligners?)\b/],
  ['implant', /\bimplants?\b/],
  ['haircut', /\b(haircut|hair cut|trim|hair done)\b/],
  ['massage', /\bmassages?\b/],
];

const VISIT =
  '(?:appointments?|appts?|visits?|bookings?|slots?|sessions?|times?|one|something|anything|place|spot|table|dentist|doctor)';
const NAMED = [
  /\b(?:book|schedule|arrange|reserve|want|need|like|get|have|make)(?: me| us)?(?: in)?(?: for)? an? ([a-z-]+(?: [a-z-]+)?) (?:appointment|appt|visit|session|slot)\b/,
  /\b(?:appointment|appt|visit|session|slot|booking|in) for an? ([a-z-]+(?: [a-z-]+)?)(?= (?:on|at|for|this|next|please|in)\b| ~|$)/,
  /\b(?:book|schedule|arrange|reserve)(?: me| us)?(?: in)?(?: for)? an? ([a-z-]+(?: [a-z-]+)?)(?= (?:on|at|for|this|next|please|in|with)\b| ~|$)/,
];
const NO_SERVICE = new RegExp(
  `^(?:${VISIT}|new|next|quick|short|early|earlier|later|late|another|other|different|second|free|available|morning|afternoon|evening|bit|few|couple|time|day|first|minutes?|hours?|my|son|daughter|refund|discount|human|person|colleague|ticket|complaint|dental|doctors?|dentists?|last|double|~+)(?: .*)?$`,
);

/** What somebody wants to come for, in the words of the trade where we know them, else in their own. */
export function serviceIn(plain: string, offered: readonly string[] = []): string | null {
  const named = offered.find((service) => plain.includes(service.toLowerCase()));
  if (named) return named;
  const known = KNOWN.find(([, pattern]) => pattern.test(plain));
  if (known) return known[0];
  for (const pattern of NAMED) {
    const words = pattern.exec(plain)?.[1];
    if (words && !NO_SERVICE.test(words)) return words;
  }
  return null;
}

/** Of the services that are offered, the one that was probably meant. */
export function closestService(wanted: string, offered: readonly string[]): string | null {
  const stems = stemsOf(wanted);
  const scored = offered
    .map((service) => ({ service, score: stemsOf(service).filter((stem) => stems.includes(stem)).length }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  return best && best.score > 0 && best.score > (second?.score ?? 0) ? best.service : null;
}

const stemsOf = (words: string): string[] =>
  words
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2 && !/^(the|and|for|appointment|visit|tooth|teeth|dental)$/.test(word))
    .map((word) => word.slice(0, 4));
