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

const filter = {
  action: z.string().max(80).optional().describe('`membership.role_changed`, or `membership` for all that begins so'),
  actor: z.string().max(80).optional().describe('The id of a person, a key or an agent'),
  target: z.string().max(80).optional().describe('An id, or a kind such as `team`'),
  from: z.iso.datetime().optional().describe('From this moment on'),
  to: z.iso.datetime().optional().describe('Before this moment'),
};

export const listAudit = defineEndpoint({
  id: 'listAudit',
  method: 'get',
  path: '/v1/audit',
  tag: 'Audit',
  summary: 'Who did what, newest first',
  permission: 'audit.read',
  query: z.object({ ...pageQuery, ...filter }),
  responses: { 200: { description: 'Entries', body: pageOf(auditEntrySchema) } },
});

export const exportAudit = defineEndpoint({
  id: 'exportAudit',
  method: 'get',
  path: '/v1/audit/export',
  tag: 'Audit',
  summary: 'The record as a file, newest first: an entry to a line, as JSON or as CSV',
  permission: 'audit.read',
  query: z.object({ format: z.enum(['jsonl', 'csv']).default('jsonl'), ...filter }),
  responses: {
    200: {
      description:
        'With `format=csv`, text/csv. The header `Parley-Audit-Head` is where the sealed record ended, for `pnpm audit:verify --expect`.',
      body: null,
      contentType: 'application/x-ndjson',
    },
  },
});
