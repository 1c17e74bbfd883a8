import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

export const ticketSchema = z.object({
  id: z.string(),
  kind: z.enum(['dead_turn', 'breaker', 'handed_off']),
  subject: z.string(),
  conversation_id: z.string(),
  turn_id: z.string(),
  status: z.enum(['open', 'closed']),
  created_at: z.iso.datetime(),
  closed_at: z.iso.datetime().nullable(),
});
export type Ticket = z.infer<typeof ticketSchema>;

export const listTickets = defineEndpoint({
  id: 'listTickets',
  method: 'get',
  path: '/v1/tickets',
  tag: 'Operations',
  summary: 'What people have to do about conversations, newest first',
  permission: 'operations.read',
  query: z.object({ ...pageQuery, status: ticketSchema.shape.status.optional() }),
  responses: { 200: { description: 'Tickets', body: pageOf(ticketSchema) } },
});

export const closeTicket = defineEndpoint({
  id: 'closeTicket',
  method: 'post',
  path: '/v1/tickets/:id/close',
  tag: 'Operations',
  summary: 'Done',
  permission: 'operations.manage',
  params: z.object({ id: idSchema('ticket') }),
  responses: { 200: { description: 'As the ticket is now', body: ticketSchema } },
});
