import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { unstorable } from '../storable-text.ts';
import { toolObjectSchema } from '../tool-schema.ts';
import { defineEndpoint } from './endpoint.ts';

const TAG = 'Tools';

export const toolEffectSchema = z.enum(['read', 'write', 'money', 'irreversible']);
export const toolMethodSchema = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

const toolName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{2,47}$/, 'must be a name such as look_up_stock: small letters, digits and underscores');
const description = z
  .string()
  .trim()
  .min(1)
  .max(1_000)
  .refine((text) => !unstorable(text), 'must be ordinary text')
  .describe('For the model: what it does, and when to use it');
const headers = z
  .record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,62}$/, 'must be the name of a header'),
    z
      .string()
      .max(500)
      .regex(/^[\x20-\x7e]*$/, 'must be one line of plain text'),
  )
  .refine((all) => Object.keys(all).length <= 20, 'at most 20 headers')
  .describe('What is not secret; a secret belongs into a connection');
const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9.-]{1,253}(:\d{1,5})?$/, 'must be a host such as api.example.com');

const definition = {
  description,
  effect: toolEffectSchema.describe(
    '`read` goes with GET, and only with it; the others begin once per call, by an idempotency key',
  ),
  method: toolMethodSchema,
  url_template: z
    .string()
    .max(2_000)
    .describe('https://api.example.com/stock/{sku}: the host is fixed, and each {part} is a property of `input`'),
  allowed_hosts: z.array(host).min(1).max(10).describe('Hosts that it may call'),
  connection: idSchema('connection')
    .nullable()
    .describe('Of the kind `http`, for the same host: its secret is sent along'),
  headers,
  input: toolObjectSchema.describe(
    'JSON Schema of the arguments: string, number, integer, boolean, array and object; no patterns and references',
  ),
  output: toolObjectSchema
    .nullable()
    .describe('JSON Schema of what is answered: whatever else comes is left out. Null: text, cut off'),
};

export const httpToolSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int().describe('Raised by each change: a run keeps to the one that it was offered'),
  description: z.string(),
  effect: toolEffectSchema,
  method: toolMethodSchema,
  url_template: z.string(),
  allowed_hosts: z.array(z.string()),
  connection_id: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  input: z.unknown(),
  output: z.unknown(),
  active: z.boolean(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type HttpTool = z.infer<typeof httpToolSchema>;

const toolId = z.object({ id: idSchema('httpTool') });

export const listTools = defineEndpoint({
  id: 'listTools',
  method: 'get',
  path: '/v1/tools',
  tag: TAG,
  summary: 'What agents can be given: the tools that come with Parley, and those declared here',
  permission: 'agents.read',
  responses: {
    200: {
      description: 'By name',
      body: z.object({
        built_in: z.array(z.object({ name: z.string(), does: z.string(), effect: toolEffectSchema })),
        declared: z.array(httpToolSchema),
      }),
    },
  },
});

export const declareTool = defineEndpoint({
  id: 'declareTool',
  method: 'post',
  path: '/v1/tools',
  tag: TAG,
  summary: 'Declare a tool that calls another system',
  permission: 'tools.manage',
  bodyLimitKb: 64,
  body: z.strictObject({
    name: toolName,
    ...definition,
    connection: definition.connection.default(null),
    headers: headers.default({}),
    output: definition.output.default(null),
  }),
  responses: { 201: { description: 'The new tool. Agents have it once their tools name it', body: httpToolSchema } },
});

export const changeTool = defineEndpoint({
  id: 'changeTool',
  method: 'patch',
  path: '/v1/tools/:id',
  tag: TAG,
  summary: 'Change a tool: a run that was offered the one before is told that it has changed',
  permission: 'tools.manage',
  bodyLimitKb: 64,
  params: toolId,
  body: z.strictObject({ ...definition, active: z.boolean() }).partial(),
  responses: { 200: { description: 'As the tool is now', body: httpToolSchema } },
});

export const removeTool = defineEndpoint({
  id: 'removeTool',
  method: 'delete',
  path: '/v1/tools/:id',
  tag: TAG,
  summary: 'Remove a tool: agents that name it do without',
  permission: 'tools.manage',
  params: toolId,
  responses: { 200: { description: 'Removed', body: z.object({ deleted: z.literal(true) }) } },
});
