import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';

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
