import { type OpeningHours, WEEKDAYS, type Weekday } from '@parley/shared/business-profile';
import type { LocalTime } from '@parley/shared/local-time';
import { clinicFrame } from '../../../fixtures/clinic.ts';

/** Where a dialogue plays, and when. */
export type Clinic = {
  now: LocalTime;
  /** Minutes by name. */
  services: Readonly<Record<string, number>>;
  dentists: readonly string[];
  hours: OpeningHours;
};

const DENTISTS = ['Dr Reyes', 'Dr Osei'];

/** Unless a dialogue says otherwise it is Friday 13 March 2026, 9:30. */
const USUAL: Clinic = {
  now: { date: '2026-03-13', time: '09:30' },
  services: { 'check-up': 30, cleaning: 30, filling: 60, whitening: 60, consultation: 30, emergency: 30 },
  dentists: DENTISTS,
  hours: usualHours(),
};

function usualHours(): OpeningHours {
  const { openingHours } = clinicFrame('').business;
  if (!openingHours) throw new Error('the clinic of the fixtures has opening hours');
  return openingHours;
}

export type Told = {
  now?: string | undefined;
  services?: Array<{ name: string; minutes: number }> | undefined;
  hours?: string | undefined;
  appointments?: Array<{ resource?: string | undefined }> | undefined;
  busy?: Array<{ resource: string }> | undefined;
};

export function clinicOf({ now, services, hours, appointments = [], busy = [] }: Told): Clinic {
  const today = now ? localOf(now) : USUAL.now;
  const named = [...appointments, ...busy].flatMap(({ resource }) => resource ?? []);
  return {
    now: today,
    services: services ? Object.fromEntries(services.map(({ name, minutes }) => [name, minutes])) : USUAL.services,
    dentists: [...new Set([...DENTISTS, ...named.filter((name) => name !== EVERYONE)])],
    hours: hours ? hoursFrom(hours, today.date) : USUAL.hours,
  };
}

export const EVERYONE = 'everyone';

export const minutesOf = ({ services }: Clinic, service: string): number => services[service] ?? 30;

/** As the product's calendar understands a name: “emergency” is the emergency visit, if nothing else could be meant. */
export function serviceNamed({ services }: Clinic, words: string): string | null {
  const wanted = plain(words);
  const names = Object.keys(services);
  const exact = names.find((name) => plain(name) === wanted);
  const near = wanted === '' ? [] : names.filter((name) => plain(name).includes(wanted));
  return exact ?? (near.length === 1 ? (near[0] ?? null) : null);
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

function localOf(now: string): LocalTime {
  const [date = '', time = ''] = now.split('T');
  return { date, time };
}

const DAY = '(?:mon|tue|wed|thu|fri|sat|sun)';
const WEEKLY = new RegExp(`^(${DAY})(?:-(${DAY}))? (?:closed|(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d))$`, 'i');
const CLOSED_ON = /^((?:\d{1,2}(?: and )?)+) (\w+) closed$/i;

/** “Mon-Wed 08:30-18:00, Thu 08:30-20:00, Sun closed, 25 and 26 December closed”; a day that is not named is closed. */
export function hoursFrom(words: string, today: string): OpeningHours {
  const weekly = Object.fromEntries(WEEKDAYS.map((day) => [day, []])) as unknown as OpeningHours['weekly'];
  const exceptions: OpeningHours['exceptions'] = [];
  for (const part of words.split(', ')) {
    const week = WEEKLY.exec(part);
    const closed = CLOSED_ON.exec(part);
    if (week) {
      const [, from = '', to = from, opens, closes] = week;
      for (const day of daysBetween(from, to)) weekly[day] = opens && closes ? [{ from: opens, to: closes }] : [];
    } else if (closed) {
      const [, days = '', month = ''] = closed;
      for (const day of days.split(' and '))
        exceptions.push({ date: dateOf(day, month, today), hours: [], note: null });
    } else throw new Error(`“${part}” are no opening hours`);
  }
  return { weekly, exceptions };
}

const weekdayFrom = (short: string): number => WEEKDAYS.findIndex((day) => day.startsWith(short.toLowerCase()));

const daysBetween = (from: string, to: string): Weekday[] => WEEKDAYS.slice(weekdayFrom(from), weekdayFrom(to) + 1);

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

function dateOf(day: string, month: string, today: string): string {
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (number === 0) throw new Error(`“${month}” is no month`);
  return `${today.slice(0, 4)}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
