import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';

export const CHAT_TEXT_MAX = 4_000;

/** A turn ends with one answer or one recorded reason for silence; until then it is `waiting` or `working`. */
export const turnStatusSchema = z.enum(['waiting', 'working', 'answered', 'silent', 'failed']);

export const chatMessageSchema = z.object({
  id: z.string().describe('msg_… for what the visitor wrote, rep_… for an answer'),
  cursor: z
    .string()
    .describe('Sorts as text. Give the newest one back as `after` or `Last-Event-ID` to go on from there'),
  author: z.enum(['visitor', 'agent', 'person', 'notice']),
  text: z.string(),
  at: z.iso.datetime(),
  client_message_id: z.string().nullable().describe('The id the widget gave its own message'),
  turn_id: z.string().nullable(),
  /** Present on an agent's answer: which model spoke, so that the demo model is never mistaken for a real one. */
  model: z.string().nullable(),
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;

export const openChatSession = defineEndpoint({
  id: 'openChatSession',
  method: 'post',
  path: '/v1/chat/sessions',
  tag: 'Web chat',
  summary: 'Start or continue a chat as a visitor',
  permission: 'public',
  body: z.object({
    channel: idSchema('channel').describe('The chat channel, from the widget’s script tag'),
    token: z.string().max(2_000).optional().describe('An earlier token of this visitor: the chat goes on where it was'),
    identity: z
      .string()
      .max(4_000)
      .optional()
      .describe('Who the visitor is, signed by the site’s own server with the channel’s secret: a JWT (HS256)'),
  }),
  responses: {
    201: {
      description: 'A token that is good for this visitor, this channel and the page’s origin only',
      body: z.object({
        token: z.string(),
        expires_at: z.iso.datetime(),
        agent: z.object({ name: z.string(), greeting: z.string(), model_label: z.string().nullable() }),
        identity: z
          .object({ verified: z.boolean(), message: z.string() })
          .optional()
          .describe('What became of `identity`. One that is refused leaves the chat as it is without'),
      }),
    },
  },
});

export const sendChatMessage = defineEndpoint({
  id: 'sendChatMessage',
  method: 'post',
  path: '/v1/chat/messages',
  tag: 'Web chat',
  summary: 'Send a message as a visitor',
  permission: 'visitor',
  body: z.object({
    id: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, - or _')
      .describe('Your own id for this message. The same id again is the same message: it is accepted once.'),
    text: z
      .string()
      .min(1)
      .max(CHAT_TEXT_MAX)
      .refine((text) => text.trim() !== '', 'must not be blank'),
  }),
  responses: {
    202: {
      description: 'Stored. With `Prefer: wait=10` the call waits up to that many seconds (30 at most) for the answer.',
      body: z.object({
        message_id: z.string(),
        turn_id: z.string(),
        conversation_id: z.string(),
        duplicate: z.boolean(),
        status: turnStatusSchema,
        replies: z.array(chatMessageSchema),
      }),
    },
  },
});

export const listChatMessages = defineEndpoint({
  id: 'listChatMessages',
  method: 'get',
  path: '/v1/chat/messages',
  tag: 'Web chat',
  summary: 'The visitor’s conversation, oldest first',
  permission: 'visitor',
  query: z.object({
    after: z.string().max(64).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  responses: {
    200: {
      description: 'Messages after the cursor',
      body: z.object({ data: z.array(chatMessageSchema), has_more: z.boolean(), next_cursor: z.string().nullable() }),
    },
  },
});

/**
 * Server-sent events: `message` carries a ChatMessage with its cursor as the event id, `typing` carries {active}, `draft`
 * a ChatDraft that takes the place of the one before, and `draft_reset` the turn whose draft is taken back.
 */
export const followChat = defineEndpoint({
  id: 'followChat',
  method: 'get',
  path: '/v1/chat/events',
  tag: 'Web chat',
  summary: 'The visitor’s conversation as it happens (server-sent events, resumes at `Last-Event-ID`)',
  permission: 'visitor',
  query: z.object({ after: z.string().max(64).optional() }),
  responses: { 200: { description: 'An event stream', body: null, contentType: 'text/event-stream' } },
});

/** An answer that is being written: all that may be read of it by now. The `message` of its turn takes its place. */
export const chatDraftSchema = z.object({ turn_id: z.string(), text: z.string() });
export type ChatDraft = z.infer<typeof chatDraftSchema>;

type BodyOf<R extends { body: z.ZodType }> = z.infer<R['body']>;
export type ChatSession = BodyOf<(typeof openChatSession.responses)[201]>;
export type SentChatMessage = BodyOf<(typeof sendChatMessage.responses)[202]>;
export type ChatMessagePage = BodyOf<(typeof listChatMessages.responses)[200]>;
