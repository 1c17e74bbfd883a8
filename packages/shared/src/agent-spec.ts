import { z } from 'zod';
import { CHECKS, type Check, GUARDRAILS, LANGUAGES, PERSONAL_KINDS, REACTIONS, SAFE_REPLIES } from './guardrails.ts';
import { routingSchema } from './model-refs.ts';

const burst = z.object({
  /** This long without another message, and the burst is answered; 0 answers each message by itself. */
  quiet_ms: z.number().int().min(0).max(60_000),
  /** Whatever still comes: answered after this long, or this many. */
  max_wait_ms: z.number().int().min(0).max(300_000),
  max_messages: z.number().int().min(1).max(50),
});
export type Burst = z.infer<typeof burst>;

/** How messages become turns. The statement that takes a message in reads it from the stored version. */
export const turnSettingsSchema = z.object({
  /** A message comes while a turn runs: a turn of its own, one turn for all, a new turn instead, or refused. */
  while_running: z.enum(['queue', 'merge', 'interrupt', 'reject']).optional(),
  burst: z.partialRecord(z.enum(['web_chat', 'sms', 'api']), burst.partial()).optional(),
});

/** What one turn of any agent may use at most; an agent's own limits lie below. */
export const LIMIT_BOUNDS = {
  model_calls: 20,
  tool_calls: 8,
  identical_calls: 2,
  requests: 50,
  runs_at_once: 100,
  tokens: 400_000,
} as const;

const bounded = (least: number, most: number) => z.number().int().min(least).max(most).optional();

const limit = (least: number, most: number) => z.number().int().min(least).max(most).default(most);

const limitsSchema = z.object({
  model_calls: limit(1, LIMIT_BOUNDS.model_calls).describe('Per turn; the last one has to answer'),
  tool_calls: limit(0, LIMIT_BOUNDS.tool_calls).describe('Per turn'),
  identical_calls: bounded(1, LIMIT_BOUNDS.identical_calls).describe('Of the very same tool call, per turn'),
  requests: bounded(1, LIMIT_BOUNDS.requests).describe('Of models, and of tools that reach outside; per turn'),
  runs_at_once: bounded(1, LIMIT_BOUNDS.runs_at_once).describe('Of this agent, on all workers together'),
  tokens: bounded(1_000, LIMIT_BOUNDS.tokens).describe('Read and written, per turn'),
});

const guardrailsSchema = z.object({
  avoid_topics: z
    .array(z.string().trim().min(1).max(200))
    .max(50)
    .default([])
    .describe('What it is told not to talk about'),
  money_limit_cents: z
    .number()
    .int()
    .min(0)
    .max(100_000_000)
    .optional()
    .describe('What it may move for one message without a person, all its calls together; 5,000 where nothing is said'),
  reactions: z
    .partialRecord(z.enum(CHECKS), z.enum(REACTIONS))
    .superRefine((reactions, { addIssue }) => {
      for (const [check, reaction] of Object.entries(reactions)) {
        const { may } = GUARDRAILS[check as Check];
        if (may.includes(reaction)) continue;
        addIssue({ code: 'custom', path: [check], message: `must be one of ${may.join(', ')}` });
      }
    })
    .optional()
    .describe('What follows when a check finds something; each check has a usual reaction where nothing is said'),
  hide_from_model: z
    .array(z.enum(PERSONAL_KINDS))
    .max(PERSONAL_KINDS.length)
    .optional()
    .describe(
      'Personal data that the model reads as placeholders only; cards, accounts and national ids where nothing is said',
    ),
  languages: z
    .array(z.enum(LANGUAGES))
    .max(LANGUAGES.length)
    .optional()
    .describe('The languages it answers in; any where none is named'),
  links: z
    .array(
      z
        .string()
        .regex(
          /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}$/,
          'must be a host such as www.example.com',
        ),
    )
    .max(50)
    .optional()
    .describe('Hosts that it may send people to, with what lies below them, beside those that its instructions name'),
  safe_replies: z
    .partialRecord(z.enum(SAFE_REPLIES), z.string().trim().min(1).max(1_000))
    .optional()
    .describe('What is said instead of an answer; good words of ours where nothing is said'),
});

/** What an agent version holds; immutable once stored. */
export const agentSpecSchema = z.object({
  instructions: z.string(),
  greeting: z.string(),
  /** `null`: the model of the installation. */
  model: z.string().min(1).nullable(),
  /** Stands above `model`: which models are asked, in which order. */
  routing: routingSchema.optional(),
  tools: z.array(z.string()),
  turns: turnSettingsSchema.optional(),
  streams: z
    .boolean()
    .optional()
    .describe('`false`: chats show an answer only when it is whole. Otherwise sentence by sentence, as it is written'),
  // With defaults, so that every spec that was ever stored stays one.
  guardrails: guardrailsSchema.default({ avoid_topics: [] }),
  limits: limitsSchema.default({ model_calls: LIMIT_BOUNDS.model_calls, tool_calls: LIMIT_BOUNDS.tool_calls }),
});
export type AgentSpec = z.infer<typeof agentSpecSchema>;
