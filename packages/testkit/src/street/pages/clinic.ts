import { WEEKDAYS, type Weekday } from '@parley/shared/business-profile';
import { DEMO_CLINIC } from '@parley/shared/demo-clinic';

/** What the clinic's own web site says. */
export const CLINIC = {
  ...DEMO_CLINIC,
  treatments: [
    { name: 'Check-ups', text: 'A calm half hour, a look at everything, and a plain account of what we found.' },
    { name: 'Hygiene', text: 'A thorough clean, and the two or three habits that make the most difference.' },
    { name: 'Fillings and crowns', text: 'Shaped and matched here. We say what it costs before we begin.' },
    { name: 'Nervous patients', text: 'Longer visits, a hand signal that stops everything, and nobody in a hurry.' },
  ],
} as const;

/** Which day it is at the clinic, wherever the visitor is. */
export function clinicDay(at: Date): Weekday {
  const name = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: CLINIC.timeZone })
    .format(at)
    .toLowerCase();
  return WEEKDAYS.find((day) => day === name) ?? 'monday';
}
