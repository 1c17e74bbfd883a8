import { z } from 'zod';

const word = (description: string) => z.string().nullable().describe(description);

const effectSchema = z.object({
  id: z.string(),
  tool: z.string(),
  effect_class: z.string().describe('`write`, `money` or `irreversible`'),
  state: z.string().describe('`begun`, `done`, `failed` or `unknown`'),
  begun_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
});

export const journalStepSchema = z.object({
  key: z
    .string()
    .describe('Its place in the run: `frame`, `guard:in`, `think#1`, `decide:think#1.0`, `tool:think#1.0`'),
  kind: z.enum(['frame', 'guard', 'model', 'decision', 'tool']),
  parent: word('The step that it belongs to: a tool call stands below the model call that asked for it'),
  started_at: z.iso.datetime(),
  duration_ms: z.number().int(),
  recorded: z.boolean().describe('Of a replay: taken from the run that it replays, and not done or paid again'),
  tool: word('Of a decision and a tool call: which tool'),
  request: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe(
      'What was asked, by parts, told anew from the steps before it: of a model call `system`, `messages`, `tools` and `params`. Null where it cannot be told any more',
    ),
  changed_parts: z
    .array(z.string())
    .describe('Parts of the request that are told otherwise today than they were asked: a tool has changed since'),
  response: z.unknown().describe('What came back; null when it is not kept any more'),
  model: word('Of a model call: who answered'),
  input_tokens: z.number().int().nullable(),
  cached_input_tokens: z.number().int().nullable().describe('The part of `input_tokens` that the provider had kept'),
  output_tokens: z.number().int().nullable(),
  cost_micros: z.number().int().nullable().describe('Millionths of a dollar; null where nobody has named a price'),
  effect: effectSchema.nullable().describe('What the call did'),
});
export type JournalStep = z.infer<typeof journalStepSchema>;

/** Where a run stood: what it had been told, what it had said, and what it had used. */
export const runMomentSchema = z.object({
  run_id: z.string(),
  step: z.string().describe('The last step that had ended'),
  at: z.iso.datetime(),
  knew: z.record(z.string(), z.unknown()).describe('The frame: all that it knew at its start'),
  said: z.array(z.unknown()).describe('What model and tools had said by then, after the history'),
  ended_steps: z.array(z.string()),
  effects: z.array(effectSchema).describe('What had been begun by then'),
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  cost_micros: z.number().int(),
});
export type RunMoment = z.infer<typeof runMomentSchema>;

const lineSchema = z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() });
export type DiffLine = z.infer<typeof lineSchema>;

const partSchema = z.object({
  part: z.string().describe('`request.system`, `request.messages`, `response.text`, `response.toolCalls` …'),
  lines: z.array(lineSchema).describe('Line by line; long stretches that are the same are left out'),
});

export const runDiffSchema = z.object({
  a: z.string(),
  b: z.string(),
  first: z
    .object({ step: z.string(), part: z.string() })
    .nullable()
    .describe('Where they part; null: they are the same'),
  steps: z.array(
    z.object({
      key: z.string(),
      kind: z.string(),
      in: z.enum(['both', 'a', 'b']),
      parts: z.array(partSchema).describe('What differs'),
    }),
  ),
});
export type RunDiff = z.infer<typeof runDiffSchema>;
