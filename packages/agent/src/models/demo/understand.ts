import { WEEKDAYS } from '@parley/shared/business-profile';

export type Intent =
  | 'greeting'
  | 'urgent'
  | 'identity'
  | 'person'
  | 'book'
  | 'reschedule'
  | 'cancel'
  | 'refund'
  | 'hours'
  | 'address'
  | 'phone'
  | 'capabilities'
  | 'thanks'
  | 'bye';

export type Understood = {
  intents: ReadonlySet<Intent>;
  /** As `get_opening_hours` takes them: `today`, `monday`, `week`, `2026-12-25`. */
  days: string[];
  /** A question of its own that no rule knows. */
  unknown: boolean;
};

const RULES: ReadonlyArray<readonly [Intent, RegExp]> = [
  ['greeting', /^(oh )?(hi|hiya|hello|hey|howdy|greetings)\b|\bgood (morning|afternoon|evening|day)\b|\bhow are you\b/],
  ['urgent', /\b(emergency|urgent(ly)?|bleeding|swollen|swelling|knocked out|toothache|in pain|pain|hurts?)\b/],
  ['identity', /\b(chat ?bot|bot|robot|machine|ai|llm|language model|chat ?gpt|gpt|openai|claude|anthropic|gemini)\b/],
  ['identity', /\bare you (a |an )?(real|human|person|someone)\b|\b(who|what) are you\b|\b(which|what) model\b/],
  ['identity', /\bwho am i (talking|speaking|chatting|writing) (to|with)\b/],
  [
    'person',
    /\b(speak|talk|chat|connect|transfer|pass|put) .*\b(human|person|someone|somebody|receptionist|dentist|colleague|staff)\b/,
  ],
  ['person', /\b(human|person|receptionist|representative|operator) please\b/],
  ['reschedule', /\breschedul|\bpostpone\b|\b(move|change|shift|push) (my|the|our|an|it)\b/],
  ['cancel', /\bcancel/],
  ['refund', /\brefund|\bmoney back\b|\breimburse/],
  [
    'book',
    /\bbook(ing|ed)?\b|\bappointment|\bappt\b|\b(make|schedule|arrange|reserve) (a|an|my)\b|\bsee (a|the) (dentist|doctor|hygienist)\b/,
  ],
  ['hours', /\b(open|opens|opening|close|closes|closed|closing|hours|what time|come by|drop in)\b/],
  ['address', /\b(where|address|located|location|directions|find you|get (to you|there)|post ?code|zip code)\b/],
  ['phone', /\b(phone|telephone|number|call you|ring you|reach you|contact)\b/],
  ['capabilities', /\bhelp\b|\bwhat (can|do) you do\b/],
  ['thanks', /\b(thanks|thank you|thx|cheers|appreciated?)\b|^(ok|okay|great|perfect|cool|lovely|got it)\b/],
  ['bye', /\b(bye|goodbye|see you|see ya|good night)\b|\bhave a (nice|good|great|lovely)\b/],
];

const ACTIONS: readonly Intent[] = ['reschedule', 'cancel', 'refund', 'book'];

/** `today`: the customer's own date, which days such as "25 December" are counted from. */
export function understand(text: string, today: string): Understood {
  const intents = new Set<Intent>();
  const days = new Set<string>();
  let unknown = false;
  for (const sentence of sentencesOf(text)) {
    const found = intentsOf(sentence);
    const named = found.has('bye') ? [] : daysIn(sentence, today);
    const acts = ACTIONS.some((action) => found.has(action));
    // A bare day is a question about it ("and on Sunday?"), unless it is when somebody wants to come.
    if (named.length > 0 && !acts) found.add('hours');
    if (found.has('hours')) for (const day of named) days.add(day);
    if (found.size === 0 && sentence.split(' ').length > 2) unknown = true;
    for (const intent of found) intents.add(intent);
  }
  return { intents, days: [...days], unknown };
}

/** Sentences in plain small letters: case, accents, quotes and punctuation make no difference. */
const sentencesOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .split(/[.?!;\n]+/)
    .map((sentence) =>
      sentence
        .replaceAll(/['’`\p{Mark}]/gu, '')
        .replaceAll(/[^a-z0-9-]+/g, ' ')
        .trim(),
    )
    .filter((sentence) => sentence !== '');

function intentsOf(sentence: string): Set<Intent> {
  const found = new Set(RULES.filter(([, pattern]) => pattern.test(sentence)).map(([intent]) => intent));
  // "Cancel my appointment" and "move my appointment" do not ask for another one.
  if (found.has('cancel') || found.has('reschedule')) found.delete('book');
  return found;
}

const DAY_WORDS: ReadonlyArray<readonly [string, RegExp]> = [
  ['today', /\b(today|tonight|now|rn|still open|this (morning|afternoon|evening)|(when|what time) do you close)\b/],
  ['tomorrow', /\b(tomorrow|tomorow|tommorow|tmrw)\b/],
  ['monday', /\bmon(days?)?\b/],
  ['tuesday', /\btue(s|sdays?)?\b/],
  ['wednesday', /\bwed(s|nesdays?)?\b/],
  ['thursday', /\bthu(r|rs|rsdays?)?\b/],
  ['friday', /\bfri(days?)?\b/],
  ['saturday', /\bsat(urdays?)?\b/],
  ['sunday', /\bsun(days?)?\b/],
  ['weekend', /\bweekends?\b/],
  ['week', /\b(week|weekdays?|every ?day|daily)\b/],
];

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH = `(${MONTHS.join('|')})[a-z]*`;
const DAY_THEN_MONTH = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}\\b`);
const MONTH_THEN_DAY = new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?\\b`);

function daysIn(sentence: string, today: string): string[] {
  const date = dateIn(sentence, today);
  if (date) return [date];
  const days = DAY_WORDS.filter(([, pattern]) => pattern.test(sentence)).map(([day]) => day);
  // "Monday next week" is about Monday.
  const single = days.filter((day) => (WEEKDAYS as readonly string[]).includes(day));
  return single.length > 0 ? days.filter((day) => day !== 'week') : days;
}

function dateIn(sentence: string, today: string): string | null {
  const iso = /\b\d{4}-\d{2}-\d{2}\b/.exec(sentence)?.[0];
  if (iso) return validDate(iso);
  const [, day, month] = DAY_THEN_MONTH.exec(sentence) ?? [];
  if (day && month) return coming(month, day, today);
  const [, monthFirst, dayLast] = MONTH_THEN_DAY.exec(sentence) ?? [];
  if (monthFirst && dayLast) return coming(monthFirst, dayLast, today);
  return /\bchristmas\b/.test(sentence) ? coming('dec', '25', today) : null;
}

function coming(month: string, day: string, today: string): string | null {
  const rest = `${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const year = Number(today.slice(0, 4));
  return validDate(`${today.slice(5) <= rest ? year : year + 1}-${rest}`);
}

function validDate(date: string): string | null {
  const parsed = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date) ? null : date;
}
