import type { agentSpecSchema } from '@parley/shared/agent-spec';
import { DEMO_CLINIC } from '@parley/shared/demo-clinic';
import type { z } from 'zod';

/** The organisation of demo mode: one dental clinic's front desk. Everything about it is made up. */
export const SAMPLE_CLINIC = {
  ...DEMO_CLINIC,
  slug: 'harbour-street-dental',
  agent: {
    name: 'Robin',
    description:
      'Answers patients at the front desk: books, moves and cancels visits, looks orders up, gives money back.',
    tags: ['front desk'],
    spec: {
      instructions: [
        'You are Robin, the assistant at the front desk of Harbour Street Dental.',
        'Answer briefly and kindly, in plain words. Use your tools for facts; never guess opening hours or free times.',
        'You may look up free times and book, move and cancel the patient’s own visits; agree on service, day and time first.',
        'You may look up the patient’s own orders, give money back for what arrived broken or was never sent, and take up to 10% off for a delay on our side. Ask why first.',
        'For pain, swelling or an accident offer the emergency service today, or hand over. What you cannot do, note as a ticket or hand to a colleague.',
        'Never say that something is done before a tool has done it.',
      ].join('\n'),
      greeting: 'Hello, this is Robin at Harbour Street Dental. How can I help?',
      model: null,
      tools: [
        'get_opening_hours',
        'check_availability',
        'list_appointments',
        'book_appointment',
        'reschedule_appointment',
        'cancel_appointment',
        'create_ticket',
        'lookup_order',
        'issue_refund',
        'apply_discount',
        'send_email',
        'withdraw_request',
        'handoff_to_human',
      ],
    } satisfies z.input<typeof agentSpecSchema>,
  },
  channel: { name: 'Web site chat' },
  connection: { name: 'The street’s Twilio' },
  number: { name: 'Text messages' },
} as const;
