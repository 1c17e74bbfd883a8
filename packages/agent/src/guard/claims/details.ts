/** What a text or a result names: minutes of the day, days as `MM-DD`, weekdays, sums in cents, percentages. */
export type Details = {
  times: Set<number>;
  days: Set<string>;
  weekdays: Set<number>;
  sums: Set<number>;
  percents: Set<number>;
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const HALF_DAY = 720;

const CLOCK =
  /(?<![\d£€$.,/-])(\d{1,2})(?::|h|(?<=\b(?:at|to|for|from|um|until|till|by) \d{1,2})\.)(\d{2})(?![\d%])(?: ?([ap])\.?m\b)?/giu;
const HOUR =
  /(?<![\d:£€$.,/-])(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: ?([ap])\.?m\b| ?(o'clock|uhr|h)(?![a-z]))/giu;
const PLAIN_HOUR =
  /\bat (\d{1,2})(?=[\s]*(?:[.,;!]|$| (?:on|for|with|tomorrow|today|this|next|in the|instead|then|as|and)\b))/giu;
const SPOKEN =
  /\b(half past|quarter past|quarter to) (\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/giu;
const NOON = /\b(noon|midday|midnight)\b/giu;
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const DAY_MONTH = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of)? ${MONTH}\\b`, 'giu');
const MONTH_DAY = new RegExp(`\\b${MONTH}\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)`, 'giu');
const ISO = /\b\d{4}-(\d{2}-\d{2})\b/gu;
const SLASHED = /(?<![\d/.-])(\d{1,2})[/.](\d{1,2})(?:[/.](?:\d{4}|\d{2})?)?(?![\d/])/gu;
const SUM =
  /(?:[£$€]|\b(?:usd|eur|gbp|chf) ?) ?(\d[\d,]*(?:\.\d{1,2})?)|(\d[\d.,]*\d|\d) ?(?:€|£|\$|dollars?\b|euros?\b|pounds?\b|usd\b|eur\b|gbp\b|chf\b|quid\b|bucks\b|francs?\b)/giu;
const PERCENT = /(\d{1,3}(?:\.\d)?) ?(?:%|per ?cent\b|prozent\b)/giu;

export function detailsOf(given: string, today: string): Details {
  const text = given.replace(SUM, (all) => all.replace(/\./gu, ','));
  return {
    times: timesIn(text),
    days: daysIn(text, today),
    weekdays: new Set(WEEKDAYS.flatMap((day, index) => (new RegExp(`\\b${day}`, 'iu').test(text) ? [index] : []))),
    sums: new Set([...given.matchAll(SUM)].map(([, before, after]) => cents(before ?? after ?? ''))),
    percents: new Set([...given.matchAll(PERCENT)].map(([, share]) => Number(share))),
  };
}

function timesIn(text: string): Set<number> {
  const times = new Set<number>();
  const add = (hour: number, minute: number, half?: string) => {
    if (hour > 24 || minute > 59) return;
    if (half) return void times.add((hour % 12) * 60 + minute + (half.toLowerCase() === 'p' ? HALF_DAY : 0));
    times.add(hour * 60 + minute);
    if (hour <= 12) times.add((hour * 60 + minute + HALF_DAY) % (2 * HALF_DAY));
  };
  for (const [, hour, minute, half] of text.matchAll(CLOCK)) add(Number(hour), Number(minute), half);
  for (const [, hour = '', half] of text.matchAll(HOUR)) add(numberOf(hour), 0, half);
  for (const [, hour = ''] of text.matchAll(PLAIN_HOUR)) add(Number(hour), 0);
  for (const [, part = '', hour = ''] of text.matchAll(SPOKEN)) {
    const to = /to$/iu.test(part);
    add((numberOf(hour) - (to ? 1 : 0) + 12) % 12 || 12, /half/iu.test(part) ? 30 : to ? 45 : 15);
  }
  for (const [, word = ''] of text.matchAll(NOON)) times.add(/midnight/iu.test(word) ? 0 : HALF_DAY);
  return times;
}

function daysIn(text: string, today: string): Set<string> {
  const days = new Set([...text.matchAll(ISO)].map(([, day]) => day as string));
  const add = (month: number, day: number) => {
    if (month >= 1 && month <= 12 && day >= 1 && day <= 31) days.add(`${two(month)}-${two(day)}`);
  };
  for (const [, day, month = ''] of text.matchAll(DAY_MONTH)) add(monthOf(month), Number(day));
  for (const [, month = '', day] of text.matchAll(MONTH_DAY)) add(monthOf(month), Number(day));
  // Either order: which one is meant is not known, and one that fits is enough.
  for (const [, one, other] of text.matchAll(SLASHED)) {
    add(Number(one), Number(other));
    add(Number(other), Number(one));
  }
  if (/\btoday\b|\btonight\b/iu.test(text)) days.add(today.slice(5));
  if (/\btomorrow\b/iu.test(text)) days.add(dayAfter(today, /\bday after tomorrow\b/iu.test(text) ? 2 : 1));
  return days;
}

/** What a call was given and what came of it. Numbers may be sums or percentages: whichever is asked for. */
export function detailsOfCall(call: unknown): Details {
  const details: Details = {
    times: new Set(),
    days: new Set(),
    weekdays: new Set(),
    sums: new Set(),
    percents: new Set(),
  };
  collect(call, details, 0);
  return details;
}

function collect(value: unknown, into: Details, depth: number): void {
  if (typeof value === 'number') addNumber(value, into);
  if (typeof value === 'string') addText(value, into);
  if (value === null || typeof value !== 'object' || depth > 6) return;
  for (const member of Object.values(value)) collect(member, into, depth + 1);
}

function addNumber(value: number, { sums, percents }: Details): void {
  sums.add(Math.round(value * 100));
  sums.add(value);
  percents.add(value);
}

function addText(text: string, into: Details): void {
  if (/^-?\d+(?:\.\d+)?$/u.test(text)) addNumber(Number(text), into);
  for (const [iso, day] of text.matchAll(ISO)) {
    into.days.add(day as string);
    into.weekdays.add(new Date(`${iso}T00:00:00Z`).getUTCDay());
  }
  for (const [, hour, minute] of text.matchAll(/\b(\d{2}):(\d{2})\b/gu))
    into.times.add(Number(hour) * 60 + Number(minute));
  for (const [, before, after] of text.matchAll(SUM)) into.sums.add(cents(before ?? after ?? ''));
}

const two = (value: number): string => String(value).padStart(2, '0');
const numberOf = (word: string): number => (/^\d/u.test(word) ? Number(word) : NUMBERS.indexOf(word.toLowerCase()));
const monthOf = (word: string): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
const dayAfter = (today: string, days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(5, 10);

/** `1,250.50`, `1.250,50`, `20,00` and `20` in cents. */
function cents(written: string): number {
  const [, whole = '', fraction = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/u.exec(written) ?? [];
  return Number(whole.replace(/[.,]/gu, '') || '0') * 100 + Number(fraction.padEnd(2, '0') || '0');
}
