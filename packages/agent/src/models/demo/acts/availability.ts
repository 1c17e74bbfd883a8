import { fits, type Window } from '../hear/times.ts';
import { sayDate } from '../say/dates.ts';
import { sayFree, WHAT_OTHER_TIME, WHICH_SLOT } from '../say/phrases.ts';
import { type Act, asked, call, type Desk, type Saying } from './act.ts';
import { rows, type Told, text } from './tool-use.ts';

const MOST_CHOICES = 4;
const MOST_CHOICES_BY_SMS = 3;

export type Day = { date: string; times: string[]; closed: boolean; next: string | null };

export type Looked = { kind: 'day'; day: Day } | { kind: 'refused'; error: string };

export type Search = { service?: string; date: string; window?: Window };

export function* freeOn({ service, date, window }: Search): Act<Looked> {
  const told: Told = yield* call('check_availability', { service, date, part_of_day: partOf(window) });
  if (!told.ok) return { kind: 'refused', error: told.error };
  const times = rows(told.output, 'slots').flatMap((slot) => text(slot, 'start') ?? []);
  return {
    kind: 'day',
    day: {
      date,
      times: [...new Set(times)].sort(),
      closed: told.output.closed === true,
      next: text(told.output, 'next_date_with_slots'),
    },
  };
}

/** The day asked for, or the next one that has something; with a word about why it is another. */
export function* freeOnOrAfter(search: Search, { facts }: Desk): Act<Looked & { why: string }> {
  const looked = yield* freeOn(search);
  if (looked.kind === 'refused' || looked.day.times.length > 0) return { ...looked, why: '' };
  const { closed, next } = looked.day;
  const why = `${closed ? 'We are closed on' : 'Nothing is free on'} ${sayDate(search.date, facts.today)}.`;
  if (next === null || next <= search.date) return { ...looked, why };
  return { ...(yield* freeOn({ ...search, date: next })), why };
}

/** Times to choose from, near the one that was wanted or spread over the day; in the part of the day that suits. */
export function offer(day: Day, { window, near }: { window?: Window; near?: string }, why: string, desk: Desk): Saying {
  const { today } = desk.facts;
  const suiting = day.times.filter((time) => fits(time, window));
  if (suiting.length === 0 && day.times.length === 0) return asked(`${why} ${WHAT_OTHER_TIME}`.trim(), 'day');
  const none = suiting.length === 0 ? 'Nothing is free at that time of day.' : '';
  const shown = someOf(suiting.length > 0 ? suiting : day.times, near, desk);
  return asked([why, none, sayFree(day.date, shown, today)].filter(Boolean).join(' '), WHICH_SLOT);
}

export function someOf(times: readonly string[], near: string | undefined, { facts }: Desk): string[] {
  const most = facts.bySms ? MOST_CHOICES_BY_SMS : MOST_CHOICES;
  if (times.length <= most) return [...times];
  if (near)
    return [...times]
      .sort((a, b) => distance(a, near) - distance(b, near))
      .slice(0, most)
      .sort();
  return Array.from({ length: most }, (_, index) => times[Math.round((index * (times.length - 1)) / (most - 1))] ?? '');
}

export const nearest = (times: readonly string[], time: string): string =>
  [...times].sort((a, b) => distance(a, time) - distance(b, time))[0] ?? '';

const distance = (a: string, b: string): number => Math.abs(minutesOf(a) - minutesOf(b));
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function partOf(window: Window | undefined): string | undefined {
  if (window?.until && window.until <= '12:00') return 'morning';
  if (window?.from && window.from >= '12:00') return 'afternoon';
  return undefined;
}
