import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';
import { journalStepSchema, runDiffSchema, runMomentSchema } from './run-journal.ts';

const toolCall = z.object({ name: z.string(), args: z.unknown().describe('As the model wrote them') });

export const runStepSchema = z.object({
  key: z.string().describe('Its place in the run: `frame`, `think#1`, `tool:think#1.0`'),
  kind: z.enum(['frame', 'guard', 'model', 'decision', 'tool']),
  started_at: z.iso.datetime(),
  duration_ms: z.number().int(),
  model: z.string().nullable().describe('Of a model call: who answered'),
  text: z.string().nullable().describe('Of a model call: what it wrote'),
  tool_calls: z.array(toolCall).describe('Of a model call: what it asked for'),
  result: z
    .unknown()
    .describe(
      'Of a tool call what came of it, of a screening and a decision the verdict; null when it is not kept any more',
    ),
  input_tokens: z.number().int().nullable(),
  output_tokens: z.number().int().nullable(),
});
export type RunStep = z.infer<typeof runStepSchema>;

export const runSchema = z.object({
  id: z.string(),
  turn_id: z.string(),
  agent_version_id: z.string(),
  outcome: z.string().describe('`replied`, `failed`, or `discarded`: cut off by a later message or a person'),
  model: z.string().nullable(),
  started_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable().describe('Null while it is under way'),
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  steps: z.array(runStepSchema),
});
export type Run = z.infer<typeof runSchema>;

export const listTurnRuns = defineEndpoint({
  id: 'listTurnRuns',
  method: 'get',
  path: '/v1/conversations/:id/turns/:turn_id/runs',
  tag: 'Conversations',
  summary: 'What the agent did about a turn, step by step; nothing when no attempt of it was kept',
  permission: 'conversations.read',
  params: z.object({ id: idSchema('conversation'), turn_id: idSchema('turn') }),
  responses: { 200: { description: 'Runs, oldest first', body: z.object({ data: z.array(runSchema) }) } },
});

export const RUN_OUTCOMES = ['running', 'replied', 'blocked', 'handed_off', 'failed', 'discarded', 'stopped'] as const;

const amount = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

export const runOverridesSchema = z.strictObject({
  model: z.string().trim().min(1).max(200).optional().describe('Another model, as an agent names one'),
  prompt: z.string().trim().min(1).max(20_000).optional().describe('Other instructions'),
  agent_version: z.number().int().min(1).optional().describe('Another version of the same agent, by its number'),
});
export type RunOverrides = z.infer<typeof runOverridesSchema>;

export const runHeadSchema = z.object({
  id: z.string(),
  kind: z.enum(['answer', 'replay']),
  agent: z.object({ id: z.string(), name: z.string() }),
  agent_version: z.object({ id: z.string(), number: z.number().int() }),
  conversation: z.object({ id: z.string(), address: z.string().nullable() }),
  turn_id: z.string(),
  message: z.string().nullable().describe('How the last message that it answers begins'),
  outcome: z
    .enum(['waiting', ...RUN_OUTCOMES])
    .describe(
      '`waiting`: a replay that has not begun; `discarded`: cut off by a later message or a person; `stopped`: a replay that came to something it must not do again',
    ),
  model: z.string().nullable(),
  started_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable().describe('Null while it is under way'),
  duration_ms: z.number().int().nullable(),
  input_tokens: z.number().int(),
  cached_input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  cost_micros: z.number().int().describe('Millionths of a dollar; what has no price is not in it'),
  replay_of: z.string().nullable(),
  from_step: z.string().nullable(),
});
export type RunHead = z.infer<typeof runHeadSchema>;

export const runDetailSchema = runHeadSchema.extend({
  graph_version: z.number().int(),
  attempts: z.number().int(),
  overrides: runOverridesSchema.nullable(),
  answer: z.string().nullable().describe('What was said; of a replay, what would have been'),
  reason: z.string().nullable().describe('Why it ended as it did, where that needs words'),
  steps: z.array(journalStepSchema),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

const runId = z.object({ id: idSchema('run') });

export const listRuns = defineEndpoint({
  id: 'listRuns',
  method: 'get',
  path: '/v1/runs',
  tag: 'Runs',
  summary: 'What agents did, the newest first',
  permission: 'runs.read',
  query: z.object({
    ...pageQuery,
    agent: idSchema('agent').optional(),
    tag: z.string().trim().min(1).max(60).optional().describe('A tag of the agent'),
    status: z.enum(RUN_OUTCOMES).optional(),
    kind: z.enum(['answer', 'replay']).optional().describe('`replay`: done again, with nobody to read it'),
    conversation: idSchema('conversation').optional(),
    replay_of: idSchema('run').optional(),
    since: z.iso.datetime().optional().describe('Begun at this moment or later'),
    until: z.iso.datetime().optional().describe('Begun before this moment'),
    q: z.string().min(1).max(200).optional().describe('Words of the messages that it answers, or an id'),
    min_cost_micros: amount,
    max_cost_micros: amount,
    min_duration_ms: amount,
    max_duration_ms: amount,
  }),
  responses: { 200: { description: 'Runs', body: pageOf(runHeadSchema) } },
});

export const readRun = defineEndpoint({
  id: 'readRun',
  method: 'get',
  path: '/v1/runs/:id',
  tag: 'Runs',
  summary: 'One run, step by step: what was asked, what came back, how long it took and what it cost',
  permission: 'runs.read',
  params: runId,
  responses: { 200: { description: 'The run', body: runDetailSchema } },
});

export const readRunAt = defineEndpoint({
  id: 'readRunAt',
  method: 'get',
  path: '/v1/runs/:id/at',
  tag: 'Runs',
  summary: 'What a run knew and had said when a step had ended, or at a moment; name one of the two',
  permission: 'runs.read',
  params: runId,
  query: z.object({
    step: z.string().min(1).max(100).optional().describe('`think#2`'),
    time: z.iso.datetime().optional(),
  }),
  responses: { 200: { description: 'Where it stood', body: runMomentSchema } },
});

export const diffRuns = defineEndpoint({
  id: 'diffRuns',
  method: 'get',
  path: '/v1/runs/:id/diff/:other_id',
  tag: 'Runs',
  summary: 'In what two runs differ, step by step',
  permission: 'runs.read',
  params: z.object({ id: idSchema('run'), other_id: idSchema('run') }),
  responses: { 200: { description: 'The differences', body: runDiffSchema } },
});

export const replayRun = defineEndpoint({
  id: 'replayRun',
  method: 'post',
  path: '/v1/runs/:id/replay',
  tag: 'Runs',
  summary: 'Do a run again from a step on, with something else. Nobody is told, nothing is done, models are paid',
  permission: 'runs.replay',
  idempotency: { required: true },
  params: runId,
  body: z.strictObject({
    from_step: z
      .string()
      .min(1)
      .max(100)
      .default('frame')
      .describe('What came before it is taken from the run as it was: `think#2`'),
    overrides: runOverridesSchema.default({}),
  }),
  responses: { 202: { description: 'It waits for a worker; read it by its id', body: runHeadSchema } },
});
