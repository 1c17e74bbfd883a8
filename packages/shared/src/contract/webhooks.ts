import { z } from 'zod';
import { WEBHOOK_EVENT_KINDS, webhookEventKindSchema } from '../events.ts';
import { idSchema } from '../ids.ts';
import { unstorable } from '../storable-text.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

export const webhookEndpointSchema = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  events: z.array(z.string()),
  status: z.enum(['active', 'disabled']),
  disabled_reason: z
    .enum(['by_hand', 'gone', 'failing'])
    .nullable()
    .describe('`gone`: it answered 410; `failing`: nothing got through for days'),
  failing_since: z.iso.datetime().nullable(),
  previous_secret_until: z.iso.datetime().nullable().describe('Until then the secret before signs as well'),
  created_by: z.string(),
  created_at: z.iso.datetime(),
});
export type WebhookEndpoint = z.infer<typeof webhookEndpointSchema>;

export const webhookDeliverySchema = z.object({
  id: z.string(),
  event_id: z.string().describe('The `webhook-id` of every attempt'),
  event: z.string(),
  state: z.enum(['pending', 'sending', 'delivered', 'failed']),
  attempts: z.number().int(),
  next_attempt_at: z.iso.datetime().nullable(),
  last_status: z.number().int().nullable(),
  last_error: z.string().nullable(),
  created_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

const attempt = z.object({
  number: z.number().int(),
  at: z.iso.datetime(),
  duration_ms: z.number().int(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  response: z.string().nullable().describe('The beginning of the answer'),
});
export const webhookDeliveryDetailSchema = webhookDeliverySchema.extend({
  body: z.string().describe('What is sent, byte for byte'),
  log: z.array(attempt),
});
export type WebhookDeliveryDetail = z.infer<typeof webhookDeliveryDetailSchema>;

const url = z.string().trim().max(2_048);
const description = z
  .string()
  .trim()
  .max(200)
  .refine((text) => !unstorable(text), 'must be ordinary text');
const events = z
  .array(webhookEventKindSchema)
  .min(1)
  .max(WEBHOOK_EVENT_KINDS.length)
  .transform((kinds) => [...new Set(kinds)]);
const secret = z
  .string()
  .nullable()
  .describe('Null when the answer is replayed: a secret is shown once and never again');

const managed = { tag: 'Webhooks', permission: 'webhooks.manage' } as const;
const one = z.object({ id: idSchema('webhookEndpoint') });
const delivery = one.extend({ delivery_id: idSchema('webhookDelivery') });

export const listWebhooks = defineEndpoint({
  ...managed,
  id: 'listWebhooks',
  method: 'get',
  path: '/v1/webhooks',
  summary: 'Addresses that are told of events',
  query: z.object(pageQuery),
  responses: { 200: { description: 'Newest first', body: pageOf(webhookEndpointSchema) } },
});

export const createWebhook = defineEndpoint({
  ...managed,
  id: 'createWebhook',
  method: 'post',
  path: '/v1/webhooks',
  summary: 'Tell an address of events; its signing secret is shown this once',
  idempotency: { required: true, unstored: ['secret'] },
  body: z.strictObject({ url, description: description.default(''), events }),
  responses: { 201: { description: 'The endpoint with its secret', body: webhookEndpointSchema.extend({ secret }) } },
});

export const readWebhook = defineEndpoint({
  ...managed,
  id: 'readWebhook',
  method: 'get',
  path: '/v1/webhooks/:id',
  summary: 'One endpoint',
  params: one,
  responses: { 200: { description: 'The endpoint', body: webhookEndpointSchema } },
});

export const changeWebhook = defineEndpoint({
  ...managed,
  id: 'changeWebhook',
  method: 'patch',
  path: '/v1/webhooks/:id',
  summary: 'Change an endpoint, or switch it off and on; what was waiting when it is switched off fails',
  params: one,
  body: z.strictObject({ url, description, events, status: z.enum(['active', 'disabled']) }).partial(),
  responses: { 200: { description: 'As it is now', body: webhookEndpointSchema } },
});

export const deleteWebhook = defineEndpoint({
  ...managed,
  id: 'deleteWebhook',
  method: 'delete',
  path: '/v1/webhooks/:id',
  summary: 'Delete an endpoint and its delivery log',
  params: one,
  responses: { 200: { description: 'Gone', body: z.object({ deleted: z.literal(true) }) } },
});

export const rotateWebhookSecret = defineEndpoint({
  ...managed,
  id: 'rotateWebhookSecret',
  method: 'post',
  path: '/v1/webhooks/:id/rotate-secret',
  summary: 'A new signing secret, shown this once; the one before signs as well for 24 hours',
  idempotency: { required: true, unstored: ['secret'] },
  params: one,
  responses: { 200: { description: 'The endpoint with its secret', body: webhookEndpointSchema.extend({ secret }) } },
});

export const testWebhook = defineEndpoint({
  ...managed,
  id: 'testWebhook',
  method: 'post',
  path: '/v1/webhooks/:id/test',
  summary: 'Send a test event, `webhook.test`',
  params: one,
  responses: { 202: { description: 'On its way', body: webhookDeliverySchema } },
});

export const listWebhookDeliveries = defineEndpoint({
  ...managed,
  id: 'listWebhookDeliveries',
  method: 'get',
  path: '/v1/webhooks/:id/deliveries',
  summary: 'What was sent to an endpoint',
  params: one,
  query: z.object({ ...pageQuery, state: z.enum(['pending', 'sending', 'delivered', 'failed']).optional() }),
  responses: { 200: { description: 'Newest first', body: pageOf(webhookDeliverySchema) } },
});

export const readWebhookDelivery = defineEndpoint({
  ...managed,
  id: 'readWebhookDelivery',
  method: 'get',
  path: '/v1/webhooks/:id/deliveries/:delivery_id',
  summary: 'One delivery, with what came of each attempt',
  params: delivery,
  responses: { 200: { description: 'The delivery', body: webhookDeliveryDetailSchema } },
});

export const replayWebhookDelivery = defineEndpoint({
  ...managed,
  id: 'replayWebhookDelivery',
  method: 'post',
  path: '/v1/webhooks/:id/deliveries/:delivery_id/replay',
  summary: 'Send it again, now, under the same `webhook-id`',
  params: delivery,
  responses: { 202: { description: 'On its way', body: webhookDeliverySchema } },
});

export const replayWebhook = defineEndpoint({
  ...managed,
  id: 'replayWebhook',
  method: 'post',
  path: '/v1/webhooks/:id/replay',
  summary: 'Send everything again that has failed since a moment',
  params: one,
  body: z.strictObject({ since: z.iso.datetime() }),
  responses: { 202: { description: 'How many are on their way', body: z.object({ replayed: z.number().int() }) } },
});
