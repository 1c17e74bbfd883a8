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
