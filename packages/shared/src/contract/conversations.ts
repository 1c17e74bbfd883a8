import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

export const ANSWER_TEXT_MAX = 4_000;
export const HANDOVER_NOTE_MAX = 1_000;

const said = z.object({
  id: z.string().describe('msg_… for what the contact wrote, rep_… for what was answered'),
  cursor: z.string().describe('Give it back as `after` to go on from there'),
  author: z.enum(['contact', 'agent', 'person', 'notice']),
  author_name: z.string().nullable().describe('Of a person who answered'),
  text: z.string(),
  at: z.iso.datetime(),
  /** For what goes out: where it is on its way. */
  status: z.string().nullable().describe('Of an answer: `pending`, `sending`, `sent`, `delivered` …'),
  status_reason: z.string().nullable().describe('Why it is delayed, or did not arrive, in words'),
  turn_id: z.string().nullable(),
  turn_state: z.string().nullable().describe('Of a message: where its turn stands'),
  turn_reason: z.string().nullable().describe('Why its turn ended in silence, or dead'),
  model: z.string().nullable(),
});
export type ConversationLine = z.infer<typeof said>;

export const conversationSchema = z.object({
  id: z.string(),
  channel: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  contact: z.object({ id: z.string(), address: z.string().nullable() }),
  agent: z.object({ id: z.string(), name: z.string() }),
  owner: z
    .object({ kind: z.enum(['agent', 'person']), user_id: z.string().nullable(), name: z.string().nullable() })
    .describe('Who answers; a person without an id is nobody yet: it waits for someone'),
  waiting: z.number().int().describe('Turns that have no answer yet'),
  running: z.boolean().describe('The agent is at work'),
  dead: z.number().int().describe('Turns that ended without an answer and were not redriven'),
  last: z
    .object({
      author: z.string(),
      text: z.string(),
      at: z.iso.datetime(),
      status: z.string().nullable().describe('Of an answer: where it is on its way'),
    })
    .nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Conversation = z.infer<typeof conversationSchema>;

const conversationId = z.object({ id: idSchema('conversation') });
const asItIsNow = { description: 'As the conversation is now', body: conversationSchema };

export const listConversations = defineEndpoint({
  id: 'listConversations',
  method: 'get',
  path: '/v1/conversations',
  tag: 'Conversations',
  summary: 'Conversations, the most recently active first',
  permission: 'conversations.read',
  query: z.object({
    ...pageQuery,
    owner: z.enum(['agent', 'person', 'me']).optional().describe('Who answers'),
    channel: idSchema('channel').optional(),
    agent: idSchema('agent').optional(),
    state: z
      .enum(['waiting', 'answered', 'dead'])
      .optional()
      .describe('`waiting`: a message has no answer yet; `dead`: one was given up, and nobody has redriven it'),
    from: z.iso.datetime().optional().describe('Last active at this moment or later'),
    to: z.iso.datetime().optional().describe('Last active before this moment'),
    q: z.string().min(1).max(200).optional().describe('Words that were said, the beginning of an address, or an id'),
  }),
  responses: { 200: { description: 'Conversations', body: pageOf(conversationSchema) } },
});

export const readConversation = defineEndpoint({
  id: 'readConversation',
  method: 'get',
  path: '/v1/conversations/:id',
  tag: 'Conversations',
  summary: 'One conversation, without what was said',
  permission: 'conversations.read',
  params: conversationId,
  responses: { 200: asItIsNow },
});

export const listConversationLines = defineEndpoint({
  id: 'listConversationLines',
  method: 'get',
  path: '/v1/conversations/:id/lines',
  tag: 'Conversations',
  summary: 'What was said, oldest first; without `after`, the newest lines',
  permission: 'conversations.read',
  params: conversationId,
  query: z.object({
    after: z.string().max(20).optional().describe('A line’s cursor: what came after it'),
    before: z.string().max(20).optional().describe('A line’s cursor: what came before it'),
    limit: pageQuery.limit,
  }),
  responses: { 200: { description: 'Lines', body: z.object({ data: z.array(said), has_more: z.boolean() }) } },
});

export const takeOverConversation = defineEndpoint({
  id: 'takeOverConversation',
  method: 'post',
  path: '/v1/conversations/:id/take-over',
  tag: 'Conversations',
  summary: 'Answer in person from now on: the agent is silent at once, also in the middle of an answer',
  permission: 'conversations.answer',
  params: conversationId,
  responses: { 200: asItIsNow },
});

export const answerConversation = defineEndpoint({
  id: 'answerConversation',
  method: 'post',
  path: '/v1/conversations/:id/answers',
  tag: 'Conversations',
  summary: 'Answer as the person who has taken the conversation over',
  permission: 'conversations.answer',
  idempotency: { required: true },
  params: conversationId,
  body: z.strictObject({
    text: z
      .string()
      .min(1)
      .max(ANSWER_TEXT_MAX)
      .refine((text) => text.trim() !== '', 'must not be blank'),
  }),
  responses: {
    201: { description: 'Written down; a carrier’s channel sends it next', body: z.object({ id: z.string() }) },
  },
});

export const giveBackConversation = defineEndpoint({
  id: 'giveBackConversation',
  method: 'post',
  path: '/v1/conversations/:id/give-back',
  tag: 'Conversations',
  summary: 'Let the agent answer again; it is told what was said meanwhile, and the note',
  permission: 'conversations.answer',
  params: conversationId,
  body: z.strictObject({ note: z.string().trim().min(1).max(HANDOVER_NOTE_MAX).nullable().default(null) }),
  responses: { 200: asItIsNow },
});
