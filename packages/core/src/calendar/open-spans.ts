import type { Hours, OpeningHours } from '@parley/shared/business-profile';
import { firstInstantFrom, weekdayOf } from '@parley/shared/local-time';

export type Span = { from: Date; until: Date };
export type Week = OpeningHours['weekly'];

export type Openness = {
  timeZone: string;
  /** The organisation's week and its holidays; null: it has told none. */
  house: OpeningHours | null;
  /** A resource's own week; null: the house's. */
  week: Week | null;
  /** First and last day of each closure that counts for it. */
  closed: ReadonlyArray<{ from: string; until: string }>;
};

/**
 * When a resource can be booked on a date, in moments. A holiday of the house closes everything; a short day of the house
 * shortens the resource's own hours.
 */
export function openSpans(date: string, { timeZone, house, week, closed }: Openness): Span[] {
  if (closed.some(({ from, until }) => from <= date && date <= until)) return [];
  const weekly = week ?? house?.weekly;
  if (!weekly) return [];
  const usual = weekly[weekdayOf(date)] ?? [];
  const exception = house?.exceptions.find((one) => one.date === date);
  // The house's exception replaces its own week; of another week it leaves what both have.
  const hours = exception ? (week ? common(usual, exception.hours) : exception.hours) : usual;
  return hours
    .map(({ from, to }) => ({
      from: firstInstantFrom(date, from, timeZone),
      until: firstInstantFrom(date, to, timeZone),
    }))
    .filter(({ from, until }) => from < until);
}

const common = (some: Hours[], others: Hours[]): Hours[] =>
  some.flatMap((one) =>
    others
      .map((other) => ({ from: later(one.from, other.from), to: earlier(one.to, other.to) }))
      .filter(({ from, to }) => from < to),
  );

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);
