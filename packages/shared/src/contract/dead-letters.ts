import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

export const deadLetterSchema = z.object({
  id: z.string(),
  conversation_id: z.string(),
  turn_id: z.string(),
  agent_id: z.string(),
  reason: z.string(),
  attempts: z.number().int(),
  messages: z
    .array(z.object({ id: z.string(), text: z.string(), at: z.iso.datetime() }))
    .describe('What has no answer'),
  created_at: z.iso.datetime(),
  redriven_at: z.iso.datetime().nullable(),
  redriven_turn_id: z.string().nullable(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

const letterId = z.object({ id: idSchema('deadLetter') });

export const listDeadLetters = defineEndpoint({
  id: 'listDeadLetters',
  method: 'get',
  path: '/v1/dead-letters',
  tag: 'Operations',
  summary: 'Turns that ended without an answer, newest first',
  permission: 'operations.read',
  query: z.object({
    ...pageQuery,
    waiting: z.enum(['true']).optional().describe('Only those that nobody has redriven'),
  }),
  responses: { 200: { description: 'Dead letters', body: pageOf(deadLetterSchema) } },
});

export const readDeadLetter = defineEndpoint({
  id: 'readDeadLetter',
  method: 'get',
  path: '/v1/dead-letters/:id',
  tag: 'Operations',
  summary: 'One dead letter',
  permission: 'operations.read',
  params: letterId,
  responses: { 200: { description: 'The letter', body: deadLetterSchema } },
});

export const redriveDeadLetters = defineEndpoint({
  id: 'redriveDeadLetters',
  method: 'post',
  path: '/v1/dead-letters/redrive',
  tag: 'Operations',
  summary: 'Ask the agent once more: each letter’s messages become a new turn at the end of their conversation',
  permission: 'operations.manage',
  body: z.strictObject({ ids: z.array(idSchema('deadLetter')).min(1).max(100) }),
  responses: {
    200: {
      description: 'What became of each, in their order',
      body: z.object({
        data: z.array(
          z.object({
            id: z.string(),
            outcome: z.enum(['redriven', 'already_redriven', 'person_owns', 'too_many_waiting', 'not_found']),
            turn_id: z.string().nullable(),
          }),
        ),
      }),
    },
  },
});
