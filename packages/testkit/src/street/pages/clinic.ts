import { type OpeningHours, WEEKDAYS, type Weekday } from '@parley/shared/business-profile';

const WEEKDAY = [{ from: '08:30', to: '18:00' }];

/** What the clinic's own web site says: the same as its front desk knows in the demo organisation. */
export const CLINIC = {
  name: 'Harbour Street Dental',
  address: '12 Harbour Street, Whitby',
  phone: '+44 1632 960 018',
  timeZone: 'Europe/London',
  weekly: {
    monday: WEEKDAY,
    tuesday: WEEKDAY,
    wednesday: WEEKDAY,
    thursday: [{ from: '08:30', to: '20:00' }],
    friday: [{ from: '08:30', to: '16:30' }],
    saturday: [{ from: '09:00', to: '13:00' }],
    sunday: [],
  } satisfies OpeningHours['weekly'],
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
