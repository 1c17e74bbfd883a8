import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { unstorable } from '../storable-text.ts';
import { defineEndpoint } from './endpoint.ts';
import { line } from './line.ts';
import { pageOf, pageQuery } from './page.ts';

const TAG = 'Operations';
const paragraph = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !unstorable(text), 'must be ordinary text');

export const ticketPrioritySchema = z.enum(['low', 'normal', 'high']);

export const ticketSchema = z.object({
  id: z.string(),
  reference: z.string().describe('What people call it: TKT-7K2M'),
  kind: z
    .enum(['dead_turn', 'breaker', 'handed_off', 'customer'])
    .describe('`customer`: somebody asked for something; the others: a conversation needs people'),
  subject: z.string(),
  description: z.string(),
  priority: ticketPrioritySchema,
  contact_id: z.string().nullable(),
  conversation_id: z.string().nullable(),
  turn_id: z.string().nullable().describe('Of what went wrong'),
  assignee_id: z.string().nullable(),
  status: z.enum(['open', 'in_progress', 'closed']),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  closed_at: z.iso.datetime().nullable(),
});
export type Ticket = z.infer<typeof ticketSchema>;

export const ticketDetailSchema = ticketSchema.extend({
  comments: z.array(
    z.object({
      id: z.string(),
      author: z.object({ kind: z.enum(['user', 'api_key', 'agent', 'system']), id: z.string() }),
      text: z.string(),
      created_at: z.iso.datetime(),
    }),
  ),
});
export type TicketDetail = z.infer<typeof ticketDetailSchema>;

const ticketId = z.object({ id: idSchema('ticket') });

export const listTickets = defineEndpoint({
  id: 'listTickets',
  method: 'get',
  path: '/v1/tickets',
  tag: TAG,
  summary: 'What people have to do, newest first',
  permission: 'operations.read',
  query: z.object({
    ...pageQuery,
    status: ticketSchema.shape.status.optional(),
    kind: ticketSchema.shape.kind.optional(),
    priority: ticketPrioritySchema.optional(),
    contact: idSchema('contact').optional(),
    assignee: z.enum(['me', 'nobody']).optional(),
  }),
  responses: { 200: { description: 'Tickets', body: pageOf(ticketSchema) } },
});

export const readTicket = defineEndpoint({
  id: 'readTicket',
  method: 'get',
  path: '/v1/tickets/:id',
  tag: TAG,
  summary: 'One ticket, with what was said about it',
  permission: 'operations.read',
  params: ticketId,
  responses: { 200: { description: 'The ticket; its comments, oldest first', body: ticketDetailSchema } },
});

export const createTicket = defineEndpoint({
  id: 'createTicket',
  method: 'post',
  path: '/v1/tickets',
  tag: TAG,
  summary: 'Note something to be done for a contact; the same subject joins the ticket that is open',
  permission: 'operations.manage',
  body: z.strictObject({
    contact: idSchema('contact'),
    subject: line(200),
    description: paragraph(4_000).default(''),
    priority: ticketPrioritySchema.default('normal'),
  }),
  responses: { 201: { description: 'The ticket', body: ticketDetailSchema } },
});

export const changeTicket = defineEndpoint({
  id: 'changeTicket',
  method: 'patch',
  path: '/v1/tickets/:id',
  tag: TAG,
  summary: 'Change its state or priority, or who sees to it',
  permission: 'operations.manage',
  params: ticketId,
  body: z.strictObject({
    status: ticketSchema.shape.status.optional(),
    priority: ticketPrioritySchema.optional(),
    assignee: idSchema('user').nullable().optional(),
  }),
  responses: { 200: { description: 'As the ticket is now', body: ticketDetailSchema } },
});

export const commentOnTicket = defineEndpoint({
  id: 'commentOnTicket',
  method: 'post',
  path: '/v1/tickets/:id/comments',
  tag: TAG,
  summary: 'Say something about it, for colleagues',
  permission: 'operations.manage',
  params: ticketId,
  body: z.strictObject({ text: paragraph(4_000).min(1) }),
  responses: { 201: { description: 'As the ticket is now', body: ticketDetailSchema } },
});

export const closeTicket = defineEndpoint({
  id: 'closeTicket',
  method: 'post',
  path: '/v1/tickets/:id/close',
  tag: TAG,
  summary: 'Done',
  permission: 'operations.manage',
  params: ticketId,
  responses: { 200: { description: 'As the ticket is now', body: ticketSchema } },
});
