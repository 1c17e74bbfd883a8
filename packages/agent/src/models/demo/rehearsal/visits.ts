import type { Json } from '../../../json.ts';
import { addMinutes } from '../hear/times.ts';
import { type Appointment, hoursOn, isBusy, isPast, nextDateWithSlots, slotsOn } from './calendar.ts';
import { type Clinic, minutesOf, serviceNamed } from './clinic.ts';

export type Args = Record<string, Json>;

/** A refusal that the model reads. */
export class Refused extends Error {}

export const visit = (clinic: Clinic, of: Omit<Appointment, 'until'>): Appointment => ({
  ...of,
  until: addMinutes(of.time, minutesOf(clinic, of.service)),
});

export function availability(clinic: Clinic, booked: readonly Appointment[], args: Args): Json {
  const service = serviceOf(clinic, args.service === undefined ? { service: 'check-up' } : args);
  const date = textOf(args, 'date');
  const on = (day: string) =>
    slotsOn(clinic, booked, day, service).filter(({ start }) => isIn(start, args.part_of_day));
  const slots = on(date);
  const next = slots.length === 0 ? nextDateWithSlots(date, (day) => on(day).length > 0) : undefined;
  return {
    service,
    date,
    time_zone: 'Europe/London',
    slots,
    closed: hoursOn(clinic, date).length === 0,
    ...(next ? { next_date_with_slots: next } : {}),
  };
}

const isIn = (start: string, part: Json | undefined): boolean =>
  part === 'morning' ? start < '12:00' : part === 'afternoon' ? start >= '12:00' : true;

type Wanted = { service: string; date: string; time: string; resource?: Json | undefined };

/** Who sees the customer then. */
export function freeAt(clinic: Clinic, booked: readonly Appointment[], wanted: Wanted): string {
  const { service, date, time } = wanted;
  if (isPast(clinic, date, time)) throw new Refused('in_the_past: that time is over');
  const slots = slotsOn(clinic, booked, date, service);
  const until = addMinutes(time, minutesOf(clinic, service));
  const slot = slots.find(({ start }) => start === time);
  if (slot && wanted.resource === undefined) return slot.resource;
  const named = clinic.dentists.find((name) => name === wanted.resource);
  if (slot && named && !isBusy(booked, named, date, time, until)) return named;
  const isOpen = hoursOn(clinic, date).some(({ from, to }) => from <= time && until <= to);
  if (!isOpen) throw new Refused(`closed: ${time} on ${date} is outside the opening hours`);
  throw new Refused(
    `slot_taken: ${time} on ${date} is taken; free then: ${slots.map(({ start }) => start).join(', ')}`,
  );
}

export function mineOf(booked: readonly Appointment[], args: Args): Appointment {
  const mine = upcoming(booked);
  const found = args.reference === undefined ? mine : mine.filter(({ reference }) => reference === args.reference);
  const [one] = found;
  if (!one) throw new Refused('not_found: there is no such upcoming appointment');
  if (found.length > 1) throw new Refused(`several: ${found.map(({ reference }) => reference).join(', ')}`);
  return one;
}

export const upcoming = (booked: readonly Appointment[]): Appointment[] =>
  booked.filter(({ mine }) => mine).sort((a, b) => (a.date + a.time < b.date + b.time ? -1 : 1));

export const shown = ({ mine: _, name: __, note: ___, ...one }: Appointment): Record<string, string> => one;

export function serviceOf(clinic: Clinic, args: Args): string {
  const asked = textOf(args, 'service');
  const service = serviceNamed(clinic, asked);
  if (service) return service;
  const names = Object.keys(clinic.services).join(', ');
  throw new Refused(`unknown_service: there is no service "${asked}". Services: ${names}`);
}

export function textOf(args: Args, name: string): string {
  const value = args[name];
  if (typeof value !== 'string' || value === '') throw new Refused(`${name} is missing`);
  return value;
}
