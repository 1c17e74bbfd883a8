import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { scopeSchema } from '../roles.ts';
import { defineEndpoint } from './endpoint.ts';
import { line } from './line.ts';
import { pageOf, pageQuery } from './page.ts';

export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().describe('The last four characters'),
  scopes: z.array(scopeSchema),
  environment: z.enum(['live', 'test']),
  created_by: z.string(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime().nullable(),
  last_used_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
});

export const listApiKeys = defineEndpoint({
  id: 'listApiKeys',
  method: 'get',
  path: '/v1/api-keys',
  tag: 'Keys',
  summary: 'Keys for programs',
  permission: 'keys.manage',
  query: z.object(pageQuery),
  responses: { 200: { description: 'Newest first', body: pageOf(apiKeySchema) } },
});

export const createApiKey = defineEndpoint({
  id: 'createApiKey',
  method: 'post',
  path: '/v1/api-keys',
  tag: 'Keys',
  summary: 'Make a key; its secret is shown this once',
  permission: 'keys.manage',
  idempotency: { required: true, unstored: ['secret'] },
  body: z.strictObject({
    name: line(80),
    scopes: z.array(scopeSchema).min(1).max(10),
    environment: z.enum(['live', 'test']).default('live'),
    expires_at: z.iso.datetime().optional(),
  }),
  responses: {
    201: {
      description: 'The key with its secret',
      body: apiKeySchema.extend({
        secret: z
          .string()
          .nullable()
          .describe('Null when the answer is replayed: a secret is shown once and never kept'),
      }),
    },
  },
});

export const revokeApiKey = defineEndpoint({
  id: 'revokeApiKey',
  method: 'delete',
  path: '/v1/api-keys/:id',
  tag: 'Keys',
  summary: 'Revoke a key, with effect on its next request',
  permission: 'keys.manage',
  params: z.object({ id: idSchema('apiKey') }),
  responses: { 200: { description: 'Revoked', body: apiKeySchema } },
});
