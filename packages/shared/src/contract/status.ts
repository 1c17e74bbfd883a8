import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';

export const modeSchema = z.enum(['demo', 'production']);
export type Mode = z.infer<typeof modeSchema>;

export const processStateSchema = z.enum(['up', 'stopping', 'silent']);

export const statusSchema = z.object({
  mode: modeSchema,
  version: z.string(),
  commit: z.string(),
  at: z.iso.datetime(),
  state: z.enum(['operational', 'degraded', 'down']),
  /** What is wrong, in words, each with what to do; empty when operational. */
  problems: z.array(z.string()),
  processes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['api', 'worker', 'slackbot']),
      state: processStateSchema.describe('silent: no heartbeat for longer than it should take'),
      started_at: z.iso.datetime(),
      heartbeat_age_ms: z.number().int(),
    }),
  ),
  queue: z.object({
    backend: z.enum(['postgres', 'redis']),
    state: z.enum(['up', 'down']),
  }),
  lanes: z.object({
    waiting: z.number().int().describe('Conversations with a turn that is due and not yet taken'),
    running: z.number().int(),
    oldest_wait_ms: z.number().int().nullable(),
  }),
  model: z.object({
    label: z.string().describe('Who answers: a provider’s model, or the demo model, said plainly'),
    demo: z.boolean(),
  }),
  turns: z.object({
    answered_last_hour: z.number().int(),
    failed_last_hour: z.number().int(),
    p50_ms: z.number().nullable(),
    p95_ms: z.number().nullable(),
  }),
});
export type Status = z.infer<typeof statusSchema>;

export const readStatus = defineEndpoint({
  id: 'readStatus',
  method: 'get',
  path: '/v1/status',
  tag: 'Operations',
  summary: 'Is Parley up, and who answers',
  permission: 'public',
  responses: { 200: { description: 'The state of this installation', body: statusSchema } },
});

export const workloadSchema = z.object({
  lanes: z.object({
    waiting: z.number().int().describe('Conversations of this organisation with a turn that is due and not yet taken'),
    running: z.number().int().describe('Conversations in which the agent is at work'),
    oldest_wait_ms: z.number().int().nullable(),
  }),
  replies: z.object({
    waiting: z.number().int().describe('Replies of this organisation that a carrier has not taken yet'),
    oldest_wait_ms: z.number().int().nullable().describe('Since it was written'),
  }),
  most: z.number().int().describe('Where counting ends: a count that is this high may be higher'),
  queue: z.object({
    backend: z.enum(['postgres', 'redis']),
    depth: z
      .array(
        z.object({
          queue: z.string(),
          waiting: z.number().int(),
          active: z.number().int(),
          delayed: z.number().int(),
          failed: z.number().int(),
        }),
      )
      .nullable()
      .describe('Rings that nobody has heard yet, of all organisations; null when the queue does not answer'),
  }),
});
export type Workload = z.infer<typeof workloadSchema>;

export const readWorkload = defineEndpoint({
  id: 'readWorkload',
  method: 'get',
  path: '/v1/workload',
  tag: 'Operations',
  summary: 'What waits in this organisation, and how deep the queue is',
  permission: 'operations.read',
  responses: { 200: { description: 'As it is now', body: workloadSchema } },
});
