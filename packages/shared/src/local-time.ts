import { WEEKDAYS, type Weekday } from './business-profile.ts';

export type LocalTime = { date: string; time: string };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  // Swedish dates are ISO dates.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, format);
  return format;
}

export function isTimeZone(name: string): boolean {
  try {
    formatFor(name);
    return true;
  } catch {
    return false;
  }
}

/** The calendar date and the wall clock of a moment in a time zone. */
export function localTime(at: string, timeZone: string): LocalTime {
  const [date = '', time = ''] = formatFor(timeZone).format(new Date(at)).split(' ');
  return { date, time };
}

const dayOf = (date: string): Date => new Date(`${date}T00:00:00Z`);

export function addDays(date: string, days: number): string {
  const day = dayOf(date);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

export function weekdayOf(date: string): Weekday {
  // Sunday is 0 in JavaScript and the last day of our week.
  return WEEKDAYS[(dayOf(date).getUTCDay() + 6) % 7] as Weekday;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** `24:00` is the next day's beginning. */
const asIfUtc = (date: string, time: string): number =>
  time === '24:00' ? dayOf(date).getTime() + DAY_MS : Date.parse(`${date}T${time}:00Z`);

const wallClock = (at: number, timeZone: string): number => {
  const { date, time } = localTime(new Date(at).toISOString(), timeZone);
  return asIfUtc(date, time);
};

const offsetAt = (at: number, timeZone: string): number => wallClock(at, timeZone) - at;

/**
 * The moments at which the wall clock of a time zone shows this: usually one, none in the hour that is left out when the
 * clocks go forward, two in the hour that comes twice when they go back.
 */
export function instantsOf(date: string, time: string, timeZone: string): Date[] {
  const shown = asIfUtc(date, time);
  // The two offsets that hold around it: no zone changes twice in two days.
  const offsets = new Set([offsetAt(shown - DAY_MS, timeZone), offsetAt(shown + DAY_MS, timeZone)]);
  return [...offsets]
    .map((offset) => shown - offset)
    .filter((at) => wallClock(at, timeZone) === shown)
    .sort((a, b) => a - b)
    .map((at) => new Date(at));
}

/** The first moment at which the wall clock shows this or later: what begins in an hour that is left out begins after it. */
export function firstInstantFrom(date: string, time: string, timeZone: string): Date {
  const [first] = instantsOf(date, time, timeZone);
  if (first) return first;
  const shown = asIfUtc(date, time);
  let at = shown - Math.max(offsetAt(shown - DAY_MS, timeZone), offsetAt(shown + DAY_MS, timeZone));
  while (wallClock(at, timeZone) < shown) at += MINUTE_MS;
  return new Date(at);
}
