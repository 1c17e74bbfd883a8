import { addDays, weekdayOf } from '@parley/shared/local-time';
import type { Frame } from '../../../frame.ts';
import { addMinutes } from '../hear/times.ts';

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

export const SERVICES: Readonly<Record<string, number>> = {
  'check-up': 30,
  cleaning: 30,
  filling: 60,
  whitening: 60,
  consultation: 30,
  emergency: 30,
};
export const RESOURCES = ['Dr Reyes', 'Dr Osei'] as const;
const STEP_MINUTES = 30;

type Hours = NonNullable<Frame['business']['openingHours']>;

export const serviceNamed = (words: string): string | null => {
  const plain = words.toLowerCase().replaceAll(/[^a-z]/g, '');
  return Object.keys(SERVICES).find((service) => service.replaceAll(/[^a-z]/g, '') === plain) ?? null;
};

export function hoursOn({ weekly, exceptions }: Hours, date: string) {
  return exceptions.find((one) => one.date === date)?.hours ?? weekly[weekdayOf(date)];
}

/** Who is free at what times of a day, as the opening hours and what is booked leave them. */
export function slotsOn(
  hours: Hours,
  booked: readonly Appointment[],
  date: string,
  minutes: number,
  now: { date: string; time: string },
) {
  const slots: Array<{ start: string; resource: string }> = [];
  for (const { from, to } of hoursOn(hours, date)) {
    for (
      let start = from;
      addMinutes(start, minutes) <= to && addMinutes(start, minutes) > start;
      start = addMinutes(start, STEP_MINUTES)
    ) {
      const until = addMinutes(start, minutes);
      const resource = RESOURCES.find(
        (name) =>
          !booked.some((one) => one.resource === name && one.date === date && one.time < until && start < one.until),
      );
      const isPast = date < now.date || (date === now.date && start <= now.time);
      if (resource && !isPast) slots.push({ start, resource });
    }
  }
  return slots;
}

export function nextDateWithSlots(from: string, has: (date: string) => boolean): string | undefined {
  return Array.from({ length: 28 }, (_, ahead) => addDays(from, ahead + 1)).find(has);
}
