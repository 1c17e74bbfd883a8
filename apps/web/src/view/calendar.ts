import type { Appointment } from '@parley/shared/contract/calendar';
import { z } from 'zod';

const DAY_MS = 86_400_000;
/** No time zone is further from UTC. */
const FURTHEST_MS = 14 * 3_600_000;

const VIEWS = ['day', 'week'] as const;

/** What the page's address says. A value that we do not know is as good as none. */
const searchSchema = z.object({
  date: z.iso.date().optional().catch(undefined),
  view: z.enum(VIEWS).optional().catch(undefined),
});
export type CalendarSearch = z.infer<typeof searchSchema>;
export const parseCalendarSearch = (given: Record<string, string | string[] | undefined>): CalendarSearch =>
  searchSchema.parse(given);

export function calendarHref({ date, view }: CalendarSearch): string {
  const query = new URLSearchParams({ ...(date && { date }), ...(view === 'week' && { view }) });
  return query.size > 0 ? `/calendar?${query}` : '/calendar';
}

/** `2026-11-20`, as the wall clock shows it there. */
export const dateIn = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);

export const shiftDate = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** The days that are shown together: one, or Monday to Sunday. */
export function daysOf(date: string, view: 'day' | 'week'): string[] {
  if (view === 'day') return [date];
  const monday = shiftDate(date, -((new Date(date).getUTCDay() + 6) % 7));
  return Array.from({ length: 7 }, (_, day) => shiftDate(monday, day));
}

/** Moments between which all of these days lie, in whichever time zone: what is read is told apart by its own date. */
export const reachOf = (days: readonly string[]): { from: string; to: string } => ({
  from: new Date(Date.parse(days[0] ?? '') - FURTHEST_MS).toISOString(),
  to: new Date(Date.parse(days.at(-1) ?? '') + DAY_MS + FURTHEST_MS).toISOString(),
});

/** `Friday, 20 November` */
export const dayInWords = (date: string, locale?: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(date),
  );

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

export type Frame = { from: number; to: number };
type Hours = readonly { from: string; to: string }[];

/** Where nobody has said when it is open. */
const USUAL: Hours = [{ from: '09:00', to: '17:00' }];

/** The hours that a day's page shows, in whole ones: all that is open, and all that is booked. Null: it is not said when. */
export function frameOf(
  open: readonly (Hours | null)[],
  appointments: readonly Pick<Appointment, 'time' | 'until'>[],
): Frame {
  const spans = open.flatMap((hours) => hours ?? USUAL);
  const begins = [...spans.map(({ from }) => minuteOf(from)), ...appointments.map(({ time }) => minuteOf(time))];
  const ends = [...spans.map(({ to }) => minuteOf(to)), ...appointments.map(({ until }) => endOf(until))];
  if (begins.length === 0) return frameOf([USUAL], []);
  return { from: Math.floor(Math.min(...begins) / 60) * 60, to: Math.ceil(Math.max(...ends) / 60) * 60 };
}

/** Midnight ends a day, it does not begin it. */
const endOf = (until: string): number => minuteOf(until) || 24 * 60;

export type Place = { top: number; height: number };

/** Where on the day's column something stands, in hundredths of its height. */
export function placeOf({ time, until }: { time: string; until: string }, { from, to }: Frame): Place {
  const span = to - from;
  return { top: ((minuteOf(time) - from) / span) * 100, height: ((endOf(until) - minuteOf(time)) / span) * 100 };
}

export const hoursOf = ({ from, to }: Frame): string[] =>
  Array.from({ length: (to - from) / 60 }, (_, hour) => `${String(from / 60 + hour).padStart(2, '0')}:00`);
