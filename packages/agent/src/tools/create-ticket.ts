import { fileTicket } from '@parley/core/tickets/file-ticket';
import { z } from 'zod';
import { actingFor, refuse } from './acting.ts';
import { defineTool } from './tool.ts';

export const createTicket = defineTool({
  name: 'create_ticket',
  description:
    'Notes something for a colleague to see to later, and gives its reference. Use it for what you cannot do yourself and what need not be answered at once. What is open already under the same subject is added to.',
  effect: 'write',
  reach: 'ours',
  input: z.object({
    subject: z.string().trim().min(1).max(200).describe('What it is about, in a few words'),
    description: z.string().trim().min(1).max(4_000).describe('All that a colleague must know to see to it'),
    priority: z.enum(['low', 'normal', 'high']).optional(),
  }),
  output: z.object({ reference: z.string(), joined: z.boolean().describe('It was open already, and this was added') }),
  summary: ({ subject, priority }) => [
    `Notes for a colleague: ${subject}`,
    ...(priority && priority !== 'normal' ? [`Priority: ${priority}`] : []),
  ],
  async run({ core, tx, bound }, { subject, description, priority = 'normal' }) {
    const filed = await fileTicket(core, tx, actingFor(bound), {
      contactId: bound.contactId,
      conversationId: bound.conversationId,
      ...{ subject, description, priority },
    });
    if (filed.kind === 'no_such_contact') return refuse(filed.kind, 'The customer has been forgotten.');
    return { reference: filed.reference, joined: filed.kind === 'joined' };
  },
});
