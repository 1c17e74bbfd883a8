import { clinicFrame } from '../../../fixtures/clinic.ts';
import type { Json } from '../../../json.ts';
import { addMinutes } from '../hear/times.ts';
import {
  type Appointment,
  hoursOn,
  nextDateWithSlots,
  RESOURCES,
  SERVICES,
  serviceNamed,
  slotsOn,
} from './calendar.ts';

export type Args = Record<string, Json>;

export const NOW = { date: '2026-03-13', time: '09:30' };
const HOURS = clinicFrame('').business.openingHours;

/** A refusal that the model reads. */
export class Refused extends Error {}

export const visit = (
  reference: string,
  service: string,
  date: string,
  time: string,
  resource: string,
  mine: boolean,
): Appointment => ({
  reference,
  service,
  date,
  time,
  until: addMinutes(time, SERVICES[service] ?? 30),
  resource,
  mine,
});

export function availability(booked: readonly Appointment[], args: Args): Json {
  const service = args.service === undefined ? 'check-up' : serviceOf(args);
  const date = textOf(args, 'date');
  const minutes = SERVICES[service] ?? 30;
  const hours = openingHours();
  const on = (day: string) =>
    slotsOn(hours, booked, day, minutes, NOW).filter(({ start }) => isIn(start, args.part_of_day));
  const slots = on(date);
  const next = slots.length === 0 ? nextDateWithSlots(date, (day) => on(day).length > 0) : undefined;
  return {
    service,
    date,
    time_zone: 'Europe/London',
    slots,
    closed: hoursOn(hours, date).length === 0,
    ...(next ? { next_date_with_slots: next } : {}),
  };
}

const isIn = (start: string, part: Json | undefined): boolean =>
  part === 'morning' ? start < '12:00' : part === 'afternoon' ? start >= '12:00' : true;

export function freeAt(
  booked: readonly Appointment[],
  service: string,
  date: string,
  time: string,
  wanted?: Json,
): string {
  if (`${date} ${time}` <= `${NOW.date} ${NOW.time}`) throw new Refused('in_the_past: that time is over');
  const slots = slotsOn(openingHours(), booked, date, SERVICES[service] ?? 30, NOW);
  const busy = (name: string) => booked.some((one) => one.resource === name && one.date === date && one.time === time);
  const slot = slots.find(({ start }) => start === time);
  if (slot && wanted === undefined) return slot.resource;
  const named = RESOURCES.find((name) => name === wanted);
  if (slot && named && !busy(named)) return named;
  const isOpen = hoursOn(openingHours(), date).some(
    ({ from, to }) => from <= time && addMinutes(time, SERVICES[service] ?? 30) <= to,
  );
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

export function serviceOf(args: Args): string {
  const service = serviceNamed(textOf(args, 'service'));
  if (!service)
    throw new Refused(
      `unknown_service: there is no service "${textOf(args, 'service')}". Services: ${Object.keys(SERVICES).join(', ')}`,
    );
  return service;
}

export function textOf(args: Args, name: string): string {
  const value = args[name];
  if (typeof value !== 'string' || value === '') throw new Refused(`${name} is missing`);
  return value;
}

function openingHours() {
  if (!HOURS) throw new Error('the clinic of the fixtures has opening hours');
  return HOURS;
}
