import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { unstorable } from '../storable-text.ts';
import { turnStatusSchema } from './chat.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

export const TURN_TEXT_MAX = 16_000;

const plain = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => text.trim() === text && !/\p{Cc}/u.test(text) && !unstorable(text), 'must be one line of text');

const text = z
  .string()
  .min(1)
  .max(TURN_TEXT_MAX)
  .refine((said) => said.trim() !== '', 'must not be blank');

export const turnReplySchema = z.object({
  id: z.string(),
  cursor: z.string().describe('Its place in the conversation. `Last-Event-ID` of the event stream'),
  author: z.enum(['agent', 'person', 'notice']),
  text: z.string(),
  at: z.iso.datetime(),
  /** Which model spoke, so that the demo model is never mistaken for a real one. */
  model: z.string().nullable(),
});
export type TurnReply = z.infer<typeof turnReplySchema>;

const standing = {
  turn_id: z.string(),
  conversation_id: z.string(),
  status: turnStatusSchema,
  reason: z
    .string()
    .nullable()
    .describe('Why it ended without an answer: `person_owns`, `rejected`, `attempts_used_up` …'),
  replies: z.array(turnReplySchema),
};

export const turnSchema = z.object({
  ...standing,
  channel_id: z.string(),
  contact_id: z.string(),
  answered_in: z
    .string()
    .nullable()
    .describe('The later turn that took its messages along; status, messages and replies are those of that turn'),
  messages: z.array(
    z.object({
      id: z.string(),
      event_id: z.string().nullable().describe('The `id` that it was sent in with'),
      text: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  created_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
});
export type TurnView = z.infer<typeof turnSchema>;

const turnId = z.object({ id: idSchema('turn') });

export const sendTurn = defineEndpoint({
  id: 'sendTurn',
  method: 'post',
  path: '/v1/turns',
  tag: 'API turns',
  summary: 'Send in what a customer said on a channel of your own',
  permission: 'turns.ingest',
  brisk: true,
  body: z.strictObject({
    id: z
      .string()
      .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible characters of ASCII')
      .describe(
        'Your own id of the event. The same id of the same contact is the same event: it counts once, for ever',
      ),
    contact: z.strictObject({
      external_id: plain(200).describe('How your system names the customer. The same name is the same contact'),
    }),
    text,
    channel: idSchema('channel')
      .optional()
      .describe('A channel of the kind `api`. Where there is one only, it is that'),
    priority: z
      .enum(['interactive', 'batch'])
      .default('interactive')
      .describe(
        '`batch`: nobody waits for it, so it takes no place from those who do. Decided by a conversation’s first message',
      ),
  }),
  responses: {
    202: {
      description: 'Stored. With `Prefer: wait=10` the call waits up to that many seconds (30 at most) for the answer',
      body: z.object({ ...standing, message_id: z.string(), duplicate: z.boolean() }),
    },
  },
});

export const readTurn = defineEndpoint({
  id: 'readTurn',
  method: 'get',
  path: '/v1/turns/:id',
  tag: 'API turns',
  summary: 'What became of a turn that was sent in',
  permission: 'turns.ingest',
  brisk: true,
  params: turnId,
  responses: { 200: { description: 'The turn', body: turnSchema } },
});

export const TURN_LIST_STATES = [
  'under_way',
  'replied',
  'silent',
  'blocked',
  'handed_off',
  'superseded',
  'dead',
] as const;

export const turnLineSchema = z.object({
  id: z.string(),
  conversation_id: z.string(),
  agent: z.object({ id: z.string(), name: z.string() }),
  channel: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  state: z.string().describe('`collecting`, `ready`, `running`, or how it ended'),
  reason: z.string().nullable().describe('Why it ended without an answer'),
  attempts: z.number().int(),
  messages: z
    .array(z.object({ id: z.string(), text: z.string(), at: z.iso.datetime() }))
    .describe('What it is about: the first ten messages'),
  superseded_by: z.string().nullable().describe('The turn that took its messages along'),
  dead_letter: z
    .object({ id: z.string(), redriven_at: z.iso.datetime().nullable() })
    .nullable()
    .describe('Of one that was given up'),
  created_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
});
export type TurnLine = z.infer<typeof turnLineSchema>;

export const listTurns = defineEndpoint({
  id: 'listTurns',
  method: 'get',
  path: '/v1/turns',
  tag: 'Operations',
  summary:
    'Turns of every channel, newest first. A page may hold fewer than asked for, or none, while `has_more` says that the list goes on',
  permission: 'operations.read',
  query: z.object({
    ...pageQuery,
    state: z.enum(TURN_LIST_STATES).optional().describe('`under_way`: not ended yet'),
    reason: z
      .string()
      .regex(/^[a-z0-9_]{1,64}$/, 'must be a reason such as `attempts_used_up`')
      .optional(),
    agent: idSchema('agent').optional(),
    conversation: idSchema('conversation').optional(),
    from: z.iso.datetime().optional().describe('Begun at this moment or later'),
    to: z.iso.datetime().optional().describe('Begun before this moment'),
  }),
  responses: { 200: { description: 'Turns', body: pageOf(turnLineSchema) } },
});

/**
 * Server-sent events: `message` carries a reply with its cursor as the event id, `typing` {active}, `draft` and
 * `draft_reset` what is being written as in a web chat, and `ended`, the last one, {status, reason}.
 */
export const followTurn = defineEndpoint({
  id: 'followTurn',
  method: 'get',
  path: '/v1/turns/:id/events',
  tag: 'API turns',
  summary: 'A turn as it happens (server-sent events, resumes at `Last-Event-ID`), until it has ended',
  permission: 'turns.ingest',
  brisk: true,
  params: turnId,
  responses: { 200: { description: 'An event stream', body: null, contentType: 'text/event-stream' } },
});
