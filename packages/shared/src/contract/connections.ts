import { z } from 'zod';
import { connectionKindSchema } from '../connections.ts';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { line } from './line.ts';
import { pageOf, pageQuery } from './page.ts';

const flat = z.record(z.string().max(64), z.string().max(1_024));
const settings = flat.describe(
  'What is not secret. `twilio`: `account_sid`; `http`: `header`; the others: `requests_per_minute` and `tokens_per_minute`, for each model',
);
const secret = flat.describe(
  'Never shown again. `openai`, `anthropic`, `openai_compatible`: `api_key`; `twilio`: `auth_token` and, while it is being replaced, `previous_auth_token`; `http`: `token`',
);
const baseUrl = z
  .string()
  .min(1)
  .max(2_048)
  .nullable()
  .describe('Where it leads; null: the provider’s own address. `openai_compatible` and `http` need one');

export const connectionSchema = z.object({
  id: z.string(),
  kind: connectionKindSchema,
  name: z.string(),
  base_url: z.string().nullable(),
  settings: flat,
  secret: z
    .object({
      hint: z.string().nullable().describe('Its last four characters, where it is long enough to spare them'),
      set_at: z.iso.datetime(),
    })
    .nullable()
    .describe('Null: none is set'),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Connection = z.infer<typeof connectionSchema>;

const connectionId = z.object({ id: idSchema('connection') });

export const listConnections = defineEndpoint({
  id: 'listConnections',
  method: 'get',
  path: '/v1/connections',
  tag: 'Connections',
  summary: 'The accounts at providers that agents and channels work with',
  permission: 'connections.read',
  query: z.object({ ...pageQuery, kind: connectionKindSchema.optional() }),
  responses: { 200: { description: 'Newest first', body: pageOf(connectionSchema) } },
});

export const createConnection = defineEndpoint({
  id: 'createConnection',
  method: 'post',
  path: '/v1/connections',
  tag: 'Connections',
  summary: 'Connect an account at a provider',
  permission: 'connections.manage',
  body: z.strictObject({
    kind: connectionKindSchema,
    name: line(80),
    base_url: baseUrl.default(null),
    settings: settings.default({}),
    secret: secret.optional(),
  }),
  responses: { 201: { description: 'The new connection', body: connectionSchema } },
});

export const readConnection = defineEndpoint({
  id: 'readConnection',
  method: 'get',
  path: '/v1/connections/:id',
  tag: 'Connections',
  summary: 'One connection; of its secret only whether it is set',
  permission: 'connections.read',
  params: connectionId,
  responses: { 200: { description: 'The connection', body: connectionSchema } },
});

export const changeConnection = defineEndpoint({
  id: 'changeConnection',
  method: 'patch',
  path: '/v1/connections/:id',
  tag: 'Connections',
  summary: 'Change a connection; another host clears its secret',
  permission: 'connections.manage',
  params: connectionId,
  body: z.strictObject({
    name: line(80).optional(),
    base_url: baseUrl.optional(),
    settings: settings.optional(),
    secret: secret.nullable().optional().describe('Null takes it away'),
  }),
  responses: { 200: { description: 'As the connection is now', body: connectionSchema } },
});

export const deleteConnection = defineEndpoint({
  id: 'deleteConnection',
  method: 'delete',
  path: '/v1/connections/:id',
  tag: 'Connections',
  summary: 'Delete a connection that nothing uses, with its secret',
  permission: 'connections.manage',
  params: connectionId,
  responses: { 200: { description: 'Deleted', body: z.object({ deleted: z.literal(true) }) } },
});
