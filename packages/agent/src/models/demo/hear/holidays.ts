import { addDays } from '@parley/shared/local-time';

/** Easter Sunday, by the anonymous Gregorian reckoning. */
export function easterOf(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return `${year}-${String(Math.floor(f / 31)).padStart(2, '0')}-${String((f % 31) + 1).padStart(2, '0')}`;
}

/** The coming one of a feast that moves with Easter. */
export function comingByEaster(days: number, today: string): string {
  const year = Number(today.slice(0, 4));
  const thisYear = addDays(easterOf(year), days);
  return thisYear >= today ? thisYear : addDays(easterOf(year + 1), days);
}
