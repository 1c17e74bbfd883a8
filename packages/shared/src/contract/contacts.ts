import { z } from 'zod';
import { FACT_TYPES, factNameSchema, factValueSchema } from '../contact-facts.ts';
import { idSchema } from '../ids.ts';
import { unstorable } from '../storable-text.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

const point = z.object({
  kind: z.string(),
  address: z.string(),
  since: z.iso.datetime(),
  vouched_by: z
    .enum(['identity', 'sms_code'])
    .nullable()
    .describe('How it is known that it is theirs; null: they wrote from there'),
});

export const contactSchema = z.object({
  id: z.string(),
  name: z.string().nullable().describe('As your own systems call them'),
  email: z.string().nullable().describe('As your site has it'),
  created_at: z.iso.datetime(),
  erased_at: z.iso.datetime().nullable(),
  last_active_at: z.iso.datetime().nullable(),
  linked_to: z.string().nullable().describe('The older contact that is the same person'),
  points: z.array(point).describe('Where they are reached or recognised: ten at most'),
});
export type Contact = z.infer<typeof contactSchema>;

export const contactFactSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(FACT_TYPES),
  value: factValueSchema,
  message_id: z.string().nullable().describe('The message that it came from; null where a person or a system noted it'),
  noted_by: z.object({ kind: z.enum(['agent', 'user', 'api_key']), id: z.string() }),
  updated_at: z.iso.datetime(),
});
export type ContactFact = z.infer<typeof contactFactSchema>;

const conversation = z.object({
  id: z.string(),
  channel: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  agent_id: z.string(),
  open: z.boolean(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

const links = z
  .array(
    z.object({
      contact_id: z.string(),
      points: z.array(point),
      vouched_by: z
        .enum(['member', 'api_key', 'identity', 'sms_code'])
        .describe('How it is known: a person or a system of yours says so, your site signed it, or a code was read'),
      since: z.iso.datetime(),
    }),
  )
  .describe('Contacts that are this person too');

export const listContacts = defineEndpoint({
  id: 'listContacts',
  method: 'get',
  path: '/v1/contacts',
  tag: 'Contacts',
  summary: 'The people who have written; erased ones are not among them',
  permission: 'contacts.read',
  query: z.object({
    ...pageQuery,
    address: z
      .string()
      .trim()
      .max(254)
      .refine((text) => !unstorable(text), 'must be ordinary text')
      .optional()
      .describe('How an address of theirs begins, or their id'),
  }),
  responses: { 200: { description: 'Newest first', body: pageOf(contactSchema) } },
});

export const readContact = defineEndpoint({
  id: 'readContact',
  method: 'get',
  path: '/v1/contacts/:id',
  tag: 'Contacts',
  summary: 'A contact and their newest conversations',
  permission: 'contacts.read',
  params: z.object({ id: idSchema('contact') }),
  responses: {
    200: {
      description: 'The contact',
      body: contactSchema.extend({
        conversations: z.array(conversation).describe('The newest fifty'),
        erasure_id: z.string().nullable(),
        links,
      }),
    },
  },
});

const linked = { description: 'The contact', body: readContact.responses[200].body };

export const linkContact = defineEndpoint({
  id: 'linkContact',
  method: 'post',
  path: '/v1/contacts/:id/links',
  tag: 'Contacts',
  summary: 'Say that whoever writes from an address is this contact too; you vouch for it',
  permission: 'contacts.link',
  params: z.object({ id: idSchema('contact') }),
  body: z.strictObject({
    kind: z
      .enum(['web_chat', 'sms', 'api', 'user'])
      .describe('`api`: the address is an `external_id` of API turns; `user`: a user id that your site signed'),
    address: z
      .string()
      .min(1)
      .max(254)
      .refine((text) => !unstorable(text), 'must be ordinary text'),
  }),
  responses: { 200: linked },
});

export const unlinkContact = defineEndpoint({
  id: 'unlinkContact',
  method: 'delete',
  path: '/v1/contacts/:id/links/:linked_id',
  tag: 'Contacts',
  summary: 'Undo a link: that contact is a person of its own again',
  permission: 'contacts.link',
  params: z.object({ id: idSchema('contact'), linked_id: idSchema('contact') }),
  responses: { 200: linked },
});

export const listContactFacts = defineEndpoint({
  id: 'listContactFacts',
  method: 'get',
  path: '/v1/contacts/:id/facts',
  tag: 'Contacts',
  summary: 'What agents know of a contact beyond the conversation',
  permission: 'contacts.read',
  params: z.object({ id: idSchema('contact') }),
  responses: { 200: { description: 'By name', body: z.object({ data: z.array(contactFactSchema) }) } },
});

export const noteContactFact = defineEndpoint({
  id: 'noteContactFact',
  method: 'post',
  path: '/v1/contacts/:id/facts',
  tag: 'Contacts',
  summary: 'Say what agents should know of a contact; what stood there under that name is replaced',
  permission: 'conversations.answer',
  params: z.object({ id: idSchema('contact') }),
  body: z.strictObject({
    name: factNameSchema,
    value: factValueSchema.describe('A text, a number, true or false; a date as 2026-03-14'),
  }),
  responses: { 200: { description: 'What is noted now', body: contactFactSchema } },
});

export const forgetContactFact = defineEndpoint({
  id: 'forgetContactFact',
  method: 'delete',
  path: '/v1/contacts/:id/facts/:fact_id',
  tag: 'Contacts',
  summary: 'Agents know this of the contact no more',
  permission: 'conversations.answer',
  params: z.object({ id: idSchema('contact'), fact_id: idSchema('contactFact') }),
  responses: { 200: { description: 'It is forgotten', body: z.object({ deleted: z.literal(true) }) } },
});
