import { weekdayOf } from '@parley/shared/local-time';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export const sayDayOfMonth = (date: string): string =>
  `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]}`;

/** "Tuesday 17 March", with the year where it is not this one. */
export function sayDate(date: string, today: string): string {
  const day = `${capital(weekdayOf(date))} ${sayDayOfMonth(date)}`;
  return date.slice(0, 4) === today.slice(0, 4) ? day : `${day} ${date.slice(0, 4)}`;
}

export const sayTime = (time: string): string => (time === '24:00' ? 'midnight' : time.replace(/^0(?=\d:)/, ''));

export const padTime = (time: string): string => time.padStart(5, '0');

export function sayList(parts: readonly string[], conjunction = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${conjunction} ${parts.at(-1)}`;
}

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
