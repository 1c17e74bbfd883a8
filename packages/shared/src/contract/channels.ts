import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { line } from './line.ts';
import { pageOf, pageQuery } from './page.ts';
import { phoneNumber } from './phone.ts';

export const CHANNEL_KINDS = ['web_chat', 'sms', 'api'] as const;
export const channelKindSchema = z.enum(CHANNEL_KINDS);

export const NUMBER_CHECKS = [
  'ready',
  'address_differs',
  'number_not_found',
  'credentials_refused',
  'no_secret',
  'carrier_away',
] as const;
export const numberCheckSchema = z.enum(NUMBER_CHECKS);

const named = z.object({ id: z.string(), name: z.string() });

export const channelSchema = z.object({
  id: z.string(),
  kind: channelKindSchema,
  name: z.string(),
  agent: named,
  created_at: z.iso.datetime(),
  web_chat: z
    .object({
      allowed_origins: z.array(z.string()),
      script: z.string().describe('What the site’s pages hold, once each'),
      identity_secret_set_at: z.iso
        .datetime()
        .nullable()
        .describe('Since when the site can sign who its visitors are; null: it cannot'),
      codes_from: named
        .nullable()
        .describe('The number that sends codes to visitors who say which phone is theirs; null: none are sent'),
    })
    .nullable(),
  sms: z
    .object({
      number: z.string().describe('E.164'),
      connection: named,
      inbound_url: z.string().describe('“A message comes in”, at the carrier: POST'),
      status_url: z.string().describe('Where delivery is reported. Parley gives it along with each message'),
      check: z
        .object({ result: numberCheckSchema, at: z.iso.datetime() })
        .nullable()
        .describe('What the carrier said when it was last asked about the number'),
    })
    .nullable(),
});
export type ChannelView = z.infer<typeof channelSchema>;

const origins = z
  .array(z.string().min(1).max(255))
  .max(50)
  .describe('Origins of the pages that may hold the chat: `https://example.com`, or `https://*.example.com`');

const channelId = z.object({ id: idSchema('channel') });
const one = { description: 'The channel', body: channelSchema };

export const listChannels = defineEndpoint({
  id: 'listChannels',
  method: 'get',
  path: '/v1/channels',
  tag: 'Channels',
  summary: 'The web chats and phone numbers that customers come through',
  permission: 'channels.read',
  query: z.object({ ...pageQuery, kind: channelKindSchema.optional() }),
  responses: { 200: { description: 'Newest first', body: pageOf(channelSchema) } },
});

export const readChannel = defineEndpoint({
  id: 'readChannel',
  method: 'get',
  path: '/v1/channels/:id',
  tag: 'Channels',
  summary: 'One channel',
  permission: 'channels.read',
  params: channelId,
  responses: { 200: one },
});

export const addWebChat = defineEndpoint({
  id: 'addWebChat',
  method: 'post',
  path: '/v1/channels/web-chats',
  tag: 'Channels',
  summary: 'Add a web chat',
  permission: 'channels.manage',
  body: z.strictObject({ name: line(80), agent_id: idSchema('agent'), allowed_origins: origins.default([]) }),
  responses: { 201: one },
});

export const addNumber = defineEndpoint({
  id: 'addNumber',
  method: 'post',
  path: '/v1/channels/numbers',
  tag: 'Channels',
  summary: 'Add a phone number that an account at a carrier holds',
  permission: 'channels.manage',
  body: z.strictObject({
    name: line(80),
    number: phoneNumber,
    agent_id: idSchema('agent'),
    connection_id: idSchema('connection').describe('A connection of the kind `twilio`'),
  }),
  responses: { 201: one },
});

export const addApiChannel = defineEndpoint({
  id: 'addApiChannel',
  method: 'post',
  path: '/v1/channels/apis',
  tag: 'Channels',
  summary: 'Add a channel that systems of your own send turns in on',
  permission: 'channels.manage',
  body: z.strictObject({ name: line(80), agent_id: idSchema('agent') }),
  responses: { 201: one },
});

export const changeChannel = defineEndpoint({
  id: 'changeChannel',
  method: 'patch',
  path: '/v1/channels/:id',
  tag: 'Channels',
  summary: 'Change a channel; its open conversations keep their agent',
  permission: 'channels.manage',
  params: channelId,
  body: z.strictObject({
    name: line(80).optional(),
    agent_id: idSchema('agent').optional(),
    allowed_origins: origins.optional().describe('Of a web chat'),
    connection_id: idSchema('connection').optional().describe('Of a number'),
    codes_from_id: idSchema('channel').nullable().optional().describe('Of a web chat: the number that sends codes'),
  }),
  responses: { 200: one },
});

export const deleteChannel = defineEndpoint({
  id: 'deleteChannel',
  method: 'delete',
  path: '/v1/channels/:id',
  tag: 'Channels',
  summary: 'Delete a channel that nobody has written to yet',
  permission: 'channels.manage',
  params: channelId,
  responses: { 200: { description: 'Deleted', body: z.object({ deleted: z.literal(true) }) } },
});

export const makeIdentitySecret = defineEndpoint({
  id: 'makeIdentitySecret',
  method: 'post',
  path: '/v1/channels/:id/identity-secret',
  tag: 'Channels',
  summary: 'A new secret for a site to sign who its visitors are, shown this once; the one before is taken for a day',
  permission: 'channels.manage',
  idempotency: { required: true, unstored: ['secret'] },
  params: channelId,
  responses: {
    201: {
      description: 'The secret, for HS256',
      body: z.object({
        secret: z.string().nullable().describe('Null when the answer is replayed: it is shown once'),
        previous_secret_until: z.iso.datetime().nullable(),
      }),
    },
  },
});

export const dropIdentitySecret = defineEndpoint({
  id: 'dropIdentitySecret',
  method: 'delete',
  path: '/v1/channels/:id/identity-secret',
  tag: 'Channels',
  summary: 'Believe no site who its visitors are; who is known stays known',
  permission: 'channels.manage',
  params: channelId,
  responses: { 200: { description: 'Deleted', body: z.object({ deleted: z.literal(true) }) } },
});

export const checkNumber = defineEndpoint({
  id: 'checkNumber',
  method: 'post',
  path: '/v1/channels/:id/check',
  tag: 'Channels',
  summary: 'Ask the carrier whether the credentials are good, the number is the account’s, and it calls Parley',
  permission: 'channels.manage',
  params: channelId,
  responses: { 200: one },
});

const connectionId = z.object({ connection_id: idSchema('connection') });

/** Called by Twilio, for every number of the account. Anything that is not signed by it is refused without a reason. */
export const receiveSms = defineEndpoint({
  id: 'receiveSms',
  method: 'post',
  path: '/v1/channels/sms/:connection_id/inbound',
  tag: 'Channels',
  summary: 'For Twilio: a message has come in',
  permission: 'carrier',
  params: connectionId,
  responses: { 200: { description: 'Stored: an empty TwiML document', body: null, contentType: 'text/xml' } },
});
export const reportSmsStatus = defineEndpoint({
  id: 'reportSmsStatus',
  method: 'post',
  path: '/v1/channels/sms/:connection_id/status',
  tag: 'Channels',
  summary: 'For Twilio: what became of a message that was sent',
  permission: 'carrier',
  params: connectionId,
  query: z
    .looseObject({
      reply: idSchema('reply').optional(),
      part: z.coerce.number().int().min(0).max(99).default(0),
      parts: z.coerce.number().int().min(1).max(100).default(1),
    })
    .describe('As Parley gave them along with the message'),
  responses: { 200: { description: 'Noted: an empty TwiML document', body: null, contentType: 'text/xml' } },
});
