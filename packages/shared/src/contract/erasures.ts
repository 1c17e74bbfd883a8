import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

const storeReceipt = z.object({
  store: z.string(),
  holds: z.string(),
  outcome: z.enum(['erased', 'emptied', 'kept', 'nothing']),
  rows: z.number().int().nullable().describe('null where rows are not counted'),
  why: z.string().nullable(),
});
export type StoreReceipt = z.infer<typeof storeReceipt>;

export const erasureSchema = z.object({
  id: z.string(),
  subject: z.object({ kind: z.enum(['contact', 'organisation']), id: z.string() }),
  state: z.enum(['requested', 'running', 'done', 'called_off']),
  requested_by: z.object({ kind: z.enum(['user', 'api_key', 'agent', 'system']), id: z.string() }),
  requested_at: z.iso.datetime(),
  due_at: z.iso.datetime().describe('When it begins; an organisation’s can be called off until then'),
  ended_at: z.iso.datetime().nullable(),
  receipt: z.array(storeReceipt).describe('Every store, and what became of it so far'),
});
export type Erasure = z.infer<typeof erasureSchema>;

export const listErasures = defineEndpoint({
  id: 'listErasures',
  method: 'get',
  path: '/v1/erasures',
  tag: 'Data',
  summary: 'What was erased, or is going to be',
  permission: 'data.manage',
  query: z.object(pageQuery),
  responses: { 200: { description: 'Newest first', body: pageOf(erasureSchema) } },
});

export const readErasure = defineEndpoint({
  id: 'readErasure',
  method: 'get',
  path: '/v1/erasures/:id',
  tag: 'Data',
  summary: 'One erasure with its receipt',
  permission: 'data.manage',
  params: z.object({ id: idSchema('erasure') }),
  responses: { 200: { description: 'The erasure', body: erasureSchema } },
});

export const eraseContact = defineEndpoint({
  id: 'eraseContact',
  method: 'post',
  path: '/v1/contacts/:id/erasure',
  tag: 'Data',
  summary: 'Erase a contact and everything said with them',
  permission: 'data.manage',
  params: z.object({ id: idSchema('contact') }),
  responses: {
    202: {
      description: 'Nobody answers this contact any more; stores are emptied within moments. Asked again: the same.',
      body: erasureSchema,
    },
  },
});

export const eraseOrganisation = defineEndpoint({
  id: 'eraseOrganisation',
  method: 'post',
  path: '/v1/organisation/erasure',
  tag: 'Data',
  summary: 'Erase the organisation with all that is in it, after a time in which it can be called off',
  permission: 'organisation.delete',
  guarded: true,
  body: z.strictObject({
    name: z.string().max(200).describe('The organisation’s name, typed out'),
    password: z.string().min(1).max(256).describe('Of the person who asks'),
  }),
  responses: { 202: { description: 'When it begins stands in `due_at`', body: erasureSchema } },
});

export const callOffErasure = defineEndpoint({
  id: 'callOffErasure',
  method: 'delete',
  path: '/v1/organisation/erasure',
  tag: 'Data',
  summary: 'Keep the organisation after all',
  permission: 'organisation.delete',
  responses: { 200: { description: 'Called off', body: erasureSchema } },
});

const JSONL = 'application/x-ndjson';

export const exportContact = defineEndpoint({
  id: 'exportContact',
  method: 'get',
  path: '/v1/contacts/:id/export',
  tag: 'Data',
  summary: 'Everything stored about a contact, as a file',
  permission: 'data.manage',
  params: z.object({ id: idSchema('contact') }),
  responses: {
    200: {
      description:
        'A row to a line: `{ "store", "row" }`. The last line, `{ "complete": true, "rows" }`, says that nothing is missing.',
      body: null,
      contentType: JSONL,
    },
  },
});

export const exportOrganisation = defineEndpoint({
  id: 'exportOrganisation',
  method: 'get',
  path: '/v1/organisation/export',
  tag: 'Data',
  summary: 'Everything stored of the organisation, as a file; without secrets and their hashes',
  permission: 'data.manage',
  responses: { 200: { description: 'As a contact’s export', body: null, contentType: JSONL } },
});
