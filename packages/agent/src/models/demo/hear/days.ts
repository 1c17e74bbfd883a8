import { WEEKDAYS, type Weekday } from '@parley/shared/business-profile';
import { addDays, weekdayOf } from '@parley/shared/local-time';
import { comingByEaster } from './holidays.ts';
import { COUNT, countIn } from './numbers.ts';
import { type Scan, take } from './scan.ts';

/** `date`: the day itself. `day`: as `get_opening_hours` takes it. `before`: the words in front of it. */
export type DayMention = { date: string; day: string; at: number; before: string };

export type Calendar = { today: string; monthFirst: boolean };

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`;
const WEEKDAY =
  '(mon(?:days?)?|tue(?:s|sdays?)?|wed(?:s|nesdays?)?|thu(?:r|rs|rsdays?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?)';
/** "Tuesday 17 March" is one day, not two. */
const NAMED = `(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)? (?:the )?)?`;
const NOT_A_PICK = '(?! (?:one|option|slot|choice|time|appointment|order))';

type Read = (match: RegExpExecArray, calendar: Calendar) => { date: string | null; day?: string };

const RULES: ReadonlyArray<readonly [RegExp, Read]> = [
  [/\b(\d{4}-\d{2}-\d{2})\b/, ([, date = '']) => ({ date: validDate(date) })],
  [
    new RegExp(
      `\\b${NAMED}(\\d{1,2})\\/(\\d{1,2})(?:\\/(\\d{4}|\\d{2}))?\\b|\\b${NAMED}(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}|\\d{2})\\b`,
    ),
    ([, a, b, year, c, d, yearToo], calendar) => ({ date: numeric(a ?? c, b ?? d, year ?? yearToo, calendar) }),
  ],
  [
    new RegExp(`\\b${NAMED}(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}(?: (\\d{4}))?\\b`),
    ([, day, month, year], { today }) => ({ date: coming(month, day, today, year) }),
  ],
  [
    new RegExp(`\\b${NAMED}${MONTH} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: (\\d{4}))?\\b(?!:)`),
    ([, month, day, year], { today }) => ({ date: coming(month, day, today, year) }),
  ],
  [/\bgood friday\b/, (_, { today }) => ({ date: comingByEaster(-2, today) })],
  [/\beaster monday\b/, (_, { today }) => ({ date: comingByEaster(1, today) })],
  [/\beaster( sunday)?\b/, (_, { today }) => ({ date: comingByEaster(0, today) })],
  [/\bboxing day\b/, (_, { today }) => ({ date: coming('dec', '26', today) })],
  [/\bchristmas eve\b/, (_, { today }) => ({ date: coming('dec', '24', today) })],
  [/\b(christmas|xmas)( day)?\b/, (_, { today }) => ({ date: coming('dec', '25', today) })],
  [/\bnew years? eve\b/, (_, { today }) => ({ date: coming('dec', '31', today) })],
  [/\bnew years?( day)?\b/, (_, { today }) => ({ date: coming('jan', '1', today) })],
  [/\b(?:the )?day after tomorrow\b/, (_, { today }) => ({ date: addDays(today, 2) })],
  [
    /\b(?:tomm?orr?ow|tmrw|tmr|2moro)(?: (?:mon|tues|wednes|thurs|fri|satur|sun)day)?\b/,
    (_, { today }) => ({ date: addDays(today, 1), day: 'tomorrow' }),
  ],
  [
    new RegExp(`\\b(?:a )?week (?:on|from|after) (?:${WEEKDAY}|(today|tomorrow))\\b`),
    ([, weekday, day], { today }) => ({
      date: addDays(weekday ? next(weekday, today, 0) : addDays(today, day === 'tomorrow' ? 1 : 0), 7),
    }),
  ],
  [
    new RegExp(`\\b${WEEKDAY} (?:(?:of |in )?(?:the )?(?:next|following) week|week)\\b`),
    ([, weekday], { today }) => ({ date: ofNextWeek(weekday, today) }),
  ],
  [
    new RegExp(`\\bnext week (?:on )?${WEEKDAY}\\b`),
    ([, weekday], { today }) => ({ date: ofNextWeek(weekday, today) }),
  ],
  [
    new RegExp(`\\b${WEEKDAY} (?:the )?(\\d{1,2})(?:st|nd|rd|th)\\b`),
    ([, , day], { today }) => ({ date: nextWithDay(Number(day), today) }),
  ],
  [
    new RegExp(`\\b(?:next|following) ${WEEKDAY}\\b`),
    ([, weekday], { today }) => ({ date: ofNextWeek(weekday, today) }),
  ],
  [
    new RegExp(`\\b(?:this|coming|this coming) ${WEEKDAY}\\b`),
    ([, weekday = ''], { today }) => ({ date: next(weekday, today, 0), day: fullName(weekday) }),
  ],
  [
    new RegExp(`\\b${WEEKDAY}\\b`),
    ([, weekday = ''], { today }) => ({ date: next(weekday, today, 1), day: fullName(weekday) }),
  ],
  [/\b(today|tonight|this (morning|afternoon|evening))\b/, (_, { today }) => ({ date: today, day: 'today' })],
  [new RegExp(`\\bin ${COUNT} days?\\b`), ([, count], { today }) => ({ date: addDays(today, countIn(count)) })],
  [new RegExp(`\\bin ${COUNT} weeks?\\b`), ([, count], { today }) => ({ date: addDays(today, 7 * countIn(count)) })],
  [/\bin a fortnight\b/, (_, { today }) => ({ date: addDays(today, 14) })],
  [/\b(end of (the|this) week)\b/, (_, { today }) => ({ date: next('fri', today, 0) })],
  [/\b(?:the )?(week after next)\b/, (_, { today }) => ({ date: addDays(ofNextWeek('mon', today), 7) })],
  [/\bnext week\b/, (_, { today }) => ({ date: ofNextWeek('mon', today), day: 'week' })],
  [/\bthis week\b/, (_, { today }) => ({ date: today, day: 'week' })],
  [/\bweekends?\b/, (_, { today }) => ({ date: next('sat', today, 0), day: 'weekend' })],
  [
    new RegExp(`\\b(?:the |on )?(\\d{1,2})(?:st|nd|rd|th)\\b${NOT_A_PICK}`),
    ([, day], { today }) => ({ date: nextWithDay(Number(day), today) }),
  ],
];

const MAY_NAME_A_DAY =
  /\d|mon|tue|wed|thu|fri|sat|sun|tod|tom|ton|tm|2mo|this|week|mas|easter|day|year|fortnight|\bin a/;

/** The days that a text names, in their order, as seen from `today`. What is read is taken out of the scan. */
export function takeDays(from: Scan, calendar: Calendar): DayMention[] {
  if (!MAY_NAME_A_DAY.test(from.rest)) return [];
  const found = RULES.flatMap(([pattern, read]) =>
    take(from, pattern, (match): DayMention | null => {
      const { date, day } = read(match, calendar);
      if (!date) return null;
      return { date, day: day ?? date, at: match.index, before: match.input.slice(0, match.index).trimEnd() };
    }),
  );
  return found.sort((a, b) => a.at - b.at);
}

const indexOfWeekday = (name: string): number => WEEKDAYS.findIndex((weekday) => weekday.startsWith(name.slice(0, 3)));
const fullName = (name: string): Weekday => WEEKDAYS[indexOfWeekday(name)] as Weekday;

/** The coming one; `least` days ahead. */
function next(weekday: string, today: string, least: 0 | 1): string {
  const ahead = (indexOfWeekday(weekday) - WEEKDAYS.indexOf(weekdayOf(today)) + 7) % 7;
  return addDays(today, ahead < least ? ahead + 7 : ahead);
}

/** Weeks begin on Monday: said on a Wednesday, "next Friday" is in nine days. */
function ofNextWeek(weekday: string | undefined, today: string): string {
  const monday = addDays(today, 7 - WEEKDAYS.indexOf(weekdayOf(today)));
  return addDays(monday, indexOfWeekday(weekday ?? 'mon'));
}

function numeric(a = '', b = '', year: string | undefined, { today, monthFirst }: Calendar): string | null {
  const [day, month] = (monthFirst && Number(b) > 0 && Number(a) <= 12) || Number(b) > 12 ? [b, a] : [a, b];
  return coming(MONTHS[Number(month) - 1], day, today, year);
}

function coming(month: string | undefined, day: string | undefined, today: string, year?: string): string | null {
  const number = MONTHS.indexOf((month ?? '').slice(0, 3)) + 1;
  const rest = `${String(number).padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  if (year) return validDate(`${year.padStart(4, '20')}-${rest}`);
  const thisYear = Number(today.slice(0, 4));
  return validDate(`${today.slice(5) <= rest ? thisYear : thisYear + 1}-${rest}`);
}

/** "The 3rd": of this month, or of the first later one that has it. */
function nextWithDay(day: number, today: string): string | null {
  if (day < 1 || day > 31) return null;
  let date = today;
  for (let ahead = 0; ahead < 70 && Number(date.slice(8)) !== day; ahead++) date = addDays(date, 1);
  return date;
}

function validDate(date: string): string | null {
  const parsed = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date) ? null : date;
}
