import { businessProfileSchema } from '@parley/shared/business-profile';
import { factValueSchema } from '@parley/shared/contact-facts';
import { CHECKS, LANGUAGES, PERSONAL_KINDS, REACTIONS, SAFE_REPLIES } from '@parley/shared/guardrails';
import { isTimeZone } from '@parley/shared/local-time';
import { routingSchema } from '@parley/shared/model-refs';
import { z } from 'zod';
import type { Json } from './json.ts';
import { declaredToolSchema } from './tools/declared-schema.ts';

/**
 * Step 0: all that a run knew at its start. What the model sees is a function of this and of the steps after it,
 * never of the tables as they are later.
 */
export const frameSchema = z.object({
  runId: z.string().min(1),
  turnId: z.string().min(1),
  conversationId: z.string().min(1),
  channel: z.enum(['web_chat', 'sms', 'api']),
  clock: z.iso.datetime(),
  timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/London'),
  agent: z.object({
    id: z.string().min(1),
    versionId: z.string().min(1),
    name: z.string().min(1),
    instructions: z.string(),
    /** `null`: the model of the installation. */
    model: z.string().min(1).nullable(),
    routing: routingSchema.optional(),
    tools: z.array(z.string()),
    /** Of its tools those that an admin has declared, as they were then. */
    declaredTools: z.array(declaredToolSchema).optional(),
    /** These are absent in frames that were made before agents had them. */
    streams: z.boolean().optional(),
    avoidTopics: z.array(z.string()).optional(),
    limits: z
      .object({
        modelCalls: z.number().int().min(1),
        toolCalls: z.number().int().min(0),
        identicalCalls: z.number().int().min(1),
        requests: z.number().int().min(1),
        tokens: z.number().int().min(1),
      })
      .partial()
      .optional(),
    moneyLimitCents: z.number().int().min(0).optional(),
    guardrails: z
      .object({
        reactions: z.partialRecord(z.enum(CHECKS), z.enum(REACTIONS)),
        hide: z.array(z.enum(PERSONAL_KINDS)),
        languages: z.array(z.enum(LANGUAGES)),
        links: z.array(z.string()),
        safeReplies: z.partialRecord(z.enum(SAFE_REPLIES), z.string()),
      })
      .partial()
      .optional(),
  }),
  business: businessProfileSchema.extend({ name: z.string().min(1) }),
  /** Colleagues have answered meanwhile and given the conversation back; with what they leave for the agent to know. */
  handover: z.object({ from: z.iso.datetime(), until: z.iso.datetime(), note: z.string().nullable() }).nullish(),
  /** What is kept of the contact beyond the conversation. These are absent in older frames. */
  facts: z.array(z.object({ name: z.string(), value: factValueSchema })).optional(),
  /** What was done about these messages before this run began: it must not be done again. */
  effects: z
    .array(
      z.object({
        tool: z.string(),
        args: z.custom<Json>(),
        state: z.enum(['begun', 'done', 'failed', 'unknown']),
        result: z.custom<Json>(),
        at: z.iso.datetime(),
      }),
    )
    .optional(),
  /** Oldest first, as of the turn's place in its lane; it ends with the messages of this turn. */
  history: z.array(
    z.object({ author: z.enum(['contact', 'agent', 'person']), text: z.string(), at: z.iso.datetime() }),
  ),
});
export type Frame = z.infer<typeof frameSchema>;
