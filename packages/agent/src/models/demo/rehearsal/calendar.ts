import { addDays, weekdayOf } from '@parley/shared/local-time';
import { addMinutes } from '../hear/times.ts';
import { type Clinic, minutesOf } from './clinic.ts';

export type Appointment = {
  reference: string;
  service: string;
  date: string;
  time: string;
  until: string;
  resource: string;
  name?: string;
  note?: string;
  mine: boolean;
};

const LONGEST_STEP = 30;

export function hoursOn({ hours: { weekly, exceptions } }: Clinic, date: string) {
  return exceptions.find((one) => one.date === date)?.hours ?? weekly[weekdayOf(date)];
}

/** Who is free at what times of a day, as the opening hours and what is booked leave them. */
export function slotsOn(clinic: Clinic, booked: readonly Appointment[], date: string, service: string) {
  const minutes = minutesOf(clinic, service);
  const slots: Array<{ start: string; resource: string }> = [];
  for (const { from, to } of hoursOn(clinic, date)) {
    for (
      let start = from;
      addMinutes(start, minutes) <= to && addMinutes(start, minutes) > start;
      start = addMinutes(start, Math.min(minutes, LONGEST_STEP))
    ) {
      const until = addMinutes(start, minutes);
      const resource = clinic.dentists.find((name) => !isBusy(booked, name, date, start, until));
      if (resource && !isPast(clinic, date, start)) slots.push({ start, resource });
    }
  }
  return slots;
}

export const isBusy = (booked: readonly Appointment[], name: string, date: string, start: string, until: string) =>
  booked.some((one) => one.resource === name && one.date === date && one.time < until && start < one.until);

export const isPast = ({ now }: Clinic, date: string, time: string): boolean =>
  `${date} ${time}` <= `${now.date} ${now.time}`;

export function nextDateWithSlots(from: string, has: (date: string) => boolean): string | undefined {
  return Array.from({ length: 28 }, (_, ahead) => addDays(from, ahead + 1)).find(has);
}
