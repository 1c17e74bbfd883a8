import type { BusinessProfile, Hours } from './business-profile.ts';

const WEEKDAY: Hours[] = [{ from: '08:30', to: '18:00' }];

/** What demo mode's made-up dental clinic tells anyone: its agent knows it, and its web site on the street says it. */
export const DEMO_CLINIC = {
  name: 'Harbour Street Dental',
  timeZone: 'Europe/London',
  profile: {
    address: '12 Harbour Street, Whitby',
    phone: '+44 1632 960 018',
    openingHours: {
      weekly: {
        monday: WEEKDAY,
        tuesday: WEEKDAY,
        wednesday: WEEKDAY,
        thursday: [{ from: '08:30', to: '20:00' }],
        friday: [{ from: '08:30', to: '16:30' }],
        saturday: [{ from: '09:00', to: '13:00' }],
        sunday: [],
      },
      exceptions: [
        { date: '2026-12-25', hours: [], note: 'Christmas Day' },
        { date: '2026-12-26', hours: [], note: 'Boxing Day' },
      ],
    },
  } satisfies BusinessProfile,
} as const;

/** The street's two phones, whose owners are patients of the clinic. */
export const DEMO_PHONES = [
  { number: '+447700900341', owner: 'Ava' },
  { number: '+447700900877', owner: 'Ben' },
] as const;

/** The number that its patients text, at the fake carrier of the street: one that is given out for use in stories. */
export const DEMO_LINE = { number: '+447700900018', accountSid: `AC${'0'.repeat(31)}1` } as const;
