import { type Hours, hoursSchema, type OpeningHours, WEEKDAYS, type Weekday } from '@parley/shared/business-profile';
import { addDays, type LocalTime, localTime, weekdayOf } from '@parley/shared/local-time';
import { z } from 'zod';
import type { Frame } from '../frame.ts';
import { defineTool } from './tool.ts';

const DAYS = ['today', 'tomorrow', 'weekend', 'week', ...WEEKDAYS] as const;
const isDay = (day: string): boolean =>
  (DAYS as readonly string[]).includes(day) || z.iso.date().safeParse(day).success;

const daySchema = z.object({
  date: z.iso.date(),
  weekday: z.enum(WEEKDAYS),
  hours: z.array(hoursSchema).describe('Empty: closed all day'),
  note: z.string().nullable().describe('Why this date differs from the usual week'),
});
export type OpeningDay = z.infer<typeof daySchema>;

export const openingHoursAnswer = z.object({
  now: z.object({ date: z.iso.date(), time: z.string(), open: z.boolean().nullable() }),
  /** `null`: the business has not told its hours. */
  days: z.array(daySchema).nullable(),
});
export type OpeningHoursAnswer = z.infer<typeof openingHoursAnswer>;

export const getOpeningHours = defineTool({
  name: 'get_opening_hours',
  description:
    'The opening hours of the business, closed days and holidays included. Use it for every question about when it is open.',
  effect: 'read',
  reach: 'frame',
  input: z.object({
    day: z
      .string()
      .trim()
      .toLowerCase()
      .refine(isDay, `must be ${DAYS.join(', ')}, or a date such as 2026-03-14`)
      .describe(
        'today, tomorrow, weekend, week (the next seven days), a weekday such as monday, or a date (YYYY-MM-DD)',
      ),
  }),
  output: openingHoursAnswer,
  summary: ({ day }) => [`Looks up the opening hours: ${day}`],
  run: ({ frame }, { day }) => answer(frame, day),
});

function answer(frame: Frame, day: string): OpeningHoursAnswer {
  const now = localTime(frame.clock, frame.timeZone);
  const { openingHours } = frame.business;
  if (!openingHours) return { now: { ...now, open: null }, days: null };
  const open = isOpen(hoursOn(openingHours, now.date).hours, now);
  return { now: { ...now, open }, days: datesFor(day, now.date).map((date) => hoursOn(openingHours, date)) };
}

function datesFor(day: string, today: string): string[] {
  if (day === 'today') return [today];
  if (day === 'tomorrow') return [addDays(today, 1)];
  if (day === 'weekend') return [coming('saturday', today), coming('sunday', today)].sort();
  if (day === 'week') return [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(today, days));
  return isWeekday(day) ? [coming(day, today)] : [day];
}

const isWeekday = (day: string): day is Weekday => (WEEKDAYS as readonly string[]).includes(day);

/** Today, if it is that weekday. */
function coming(weekday: Weekday, today: string): string {
  return addDays(today, (WEEKDAYS.indexOf(weekday) - WEEKDAYS.indexOf(weekdayOf(today)) + 7) % 7);
}

function hoursOn({ weekly, exceptions }: OpeningHours, date: string): OpeningDay {
  const weekday = weekdayOf(date);
  const exception = exceptions.find((one) => one.date === date);
  return { date, weekday, hours: exception?.hours ?? weekly[weekday], note: exception?.note ?? null };
}

const isOpen = (hours: Hours[], now: LocalTime): boolean =>
  hours.some(({ from, to }) => from <= now.time && now.time < to);
