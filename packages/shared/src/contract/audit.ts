import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({
    kind: z.enum(['user', 'api_key', 'agent', 'system']),
    id: z.string(),
    name: z.string().nullable(),
  }),
  action: z.string(),
  target: z.object({ kind: z.string(), id: z.string() }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  detail: z.record(z.string(), z.unknown()).nullable().describe('Personal values; null once they were erased'),
  request_id: z.string().nullable(),
  sealed: z.boolean(),
});

export const listAudit = defineEndpoint({
  id: 'listAudit',
  method: 'get',
  path: '/v1/audit',
  tag: 'Audit',
  summary: 'Who did what, newest first',
  permission: 'audit.read',
  query: z.object({
    ...pageQuery,
    action: z.string().max(80).optional(),
    actor: z.string().max(80).optional(),
    target: z.string().max(80).optional(),
  }),
  responses: { 200: { description: 'Entries', body: pageOf(auditEntrySchema) } },
});
