import type { AgentSpec } from '@parley/shared/agent-spec';
import type { BusinessProfile, Hours } from '@parley/shared/business-profile';

const WEEKDAY: Hours[] = [{ from: '08:30', to: '18:00' }];

/** The organisation of demo mode: one dental clinic's front desk. Everything about it is made up. */
export const SAMPLE_CLINIC = {
  name: 'Harbour Street Dental',
  slug: 'harbour-street-dental',
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
  agent: {
    name: 'Robin',
    spec: {
      instructions: [
        'You are Robin, the assistant at the front desk of Harbour Street Dental.',
        'Answer briefly and kindly, in plain words. Use your tools for facts; never guess opening hours.',
        'You cannot book, move or cancel visits yet: say so and give the phone number.',
      ].join('\n'),
      greeting: 'Hello, this is Robin at Harbour Street Dental. How can I help?',
      model: null,
      tools: ['get_opening_hours'],
    } satisfies AgentSpec,
  },
  channel: { name: 'Web site chat' },
} as const;
