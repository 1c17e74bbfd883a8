import type { agentSpecSchema } from '@parley/shared/agent-spec';
import { DEMO_CLINIC } from '@parley/shared/demo-clinic';
import type { z } from 'zod';

/** The organisation of demo mode: one dental clinic's front desk. Everything about it is made up. */
export const SAMPLE_CLINIC = {
  ...DEMO_CLINIC,
  slug: 'harbour-street-dental',
  agent: {
    name: 'Robin',
    description: 'Answers patients at the front desk: opening hours, where we are, how to reach us.',
    tags: ['front desk'],
    spec: {
      instructions: [
        'You are Robin, the assistant at the front desk of Harbour Street Dental.',
        'Answer briefly and kindly, in plain words. Use your tools for facts; never guess opening hours.',
        'You cannot book, move or cancel visits yet: say so and give the phone number.',
      ].join('\n'),
      greeting: 'Hello, this is Robin at Harbour Street Dental. How can I help?',
      model: null,
      tools: ['get_opening_hours'],
    } satisfies z.input<typeof agentSpecSchema>,
  },
  channel: { name: 'Web site chat' },
  connection: { name: 'The street’s Twilio' },
  number: { name: 'Text messages' },
} as const;
