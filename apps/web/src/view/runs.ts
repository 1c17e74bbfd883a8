import type { JournalStep, RunDiff } from '@parley/shared/contract/run-journal';
import { RUN_OUTCOMES, type RunHead } from '@parley/shared/contract/runs';
import { dollars } from '@parley/shared/cost';
import { z } from 'zod';
import type { Tone } from '../components/tone.ts';
import { startOfDay } from './conversations.ts';

const text = z.string().trim().min(1).max(200).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);
const amount = z.coerce.number().min(0).max(1_000_000).optional().catch(undefined);

/** What the page's address says. A value that we do not know is as good as none: old links stay good. */
const searchSchema = z.object({
  q: text,
  status: z.enum(RUN_OUTCOMES).optional().catch(undefined),
  kind: z.enum(['answer', 'replay']).optional().catch(undefined),
  agent: z.string().startsWith('agt_').max(40).optional().catch(undefined),
  tag: text,
  conversation: z.string().startsWith('conv_').max(40).optional().catch(undefined),
  from: day,
  to: day,
  /** In seconds, and in dollars. */
  longer: amount,
  dearer: amount,
});
export type RunSearch = z.infer<typeof searchSchema>;

export const parseRunSearch = (given: Record<string, string | string[] | undefined>): RunSearch =>
  searchSchema.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));

export function runsHref(search: RunSearch): string {
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => (value ? [[name, String(value)] as [string, string]] : [])),
  );
  return query.size > 0 ? `/runs?${query}` : '/runs';
}

/** As the API is asked: days are those of whoever looks, and both ends are among them. */
export const runFilter = ({ from, to, longer, dearer, ...search }: RunSearch) => ({
  ...search,
  since: from && startOfDay(from, 0),
  until: to && startOfDay(to, 1),
  min_duration_ms: longer && Math.round(longer * 1_000),
  min_cost_micros: dearer && Math.round(dearer * 1_000_000),
});

const OUTCOMES: Record<RunHead['outcome'], { tone: Tone; word: string }> = {
  waiting: { tone: 'muted', word: 'Waits for a worker' },
  running: { tone: 'muted', word: 'Under way' },
  replied: { tone: 'good', word: 'Answered' },
  blocked: { tone: 'warn', word: 'Fixed words' },
  handed_off: { tone: 'warn', word: 'Handed to people' },
  failed: { tone: 'bad', word: 'Failed' },
  discarded: { tone: 'muted', word: 'Thrown away' },
  stopped: { tone: 'warn', word: 'Stopped' },
};
export const RUN_STATUS = RUN_OUTCOMES.map((outcome) => ({ outcome, word: OUTCOMES[outcome].word }));

/** How a run ended. An outcome that is newer than this page is shown as it is called. */
export const runState = ({ outcome }: Pick<RunHead, 'outcome'>): { tone: Tone; word: string } =>
  OUTCOMES[outcome] ?? { tone: 'muted', word: outcome };

export const isUnderWay = ({ outcome }: Pick<RunHead, 'outcome'>): boolean =>
  outcome === 'waiting' || outcome === 'running';

/** `$0.0123`; nothing that costs is shown as nothing. */
export const costInWords = (micros: number): string => `$${dollars(micros)}`;

/** Of a run that used tokens and cost nothing, nobody has named a price; the demo model's is nothing. */
export const runCost = ({
  cost_micros,
  input_tokens,
  model,
}: Pick<RunHead, 'cost_micros' | 'input_tokens' | 'model'>): string =>
  cost_micros === 0 && input_tokens > 0 && !model?.startsWith('demo model') ? 'no price' : costInWords(cost_micros);

/** What was asked about; erased words leave the run's id. */
export const runTitle = ({ message, id }: Pick<RunHead, 'message' | 'id'>): string => message?.trim() || id;

export const stepTitle = ({ key, kind, tool, response }: JournalStep): string => {
  switch (kind) {
    case 'frame':
      return 'What it knew';
    case 'guard':
      return key === 'guard:in' ? 'Screened the message' : 'Screened the answer';
    case 'decision':
      return `Decided about ${tool ?? 'a tool'}`;
    case 'model':
      return asksForTools(response) ? 'Asked the model, which asked for tools' : 'Asked the model';
    case 'tool':
      return `Used ${tool ?? 'a tool'}`;
  }
};

const asksForTools = (response: unknown): boolean =>
  (modelResponseSchema.safeParse(response).data?.toolCalls ?? []).length > 0;

const called = z.object({ name: z.string(), args: z.unknown().optional() });
export const modelResponseSchema = z.object({
  text: z.string(),
  toolCalls: z.array(called),
  finishReason: z.string().optional(),
  choice: z
    .object({ ref: z.string(), reason: z.string(), passed: z.array(z.object({ ref: z.string(), reason: z.string() })) })
    .optional(),
});

export const modelRequestSchema = z.object({
  system: z.string(),
  messages: z.array(
    z.object({
      role: z.string(),
      text: z.string(),
      name: z.string().optional(),
      toolCalls: z.array(called).optional(),
    }),
  ),
  tools: z.array(z.object({ name: z.string() })),
});

export const verdictSchema = z.object({
  reaction: z.string(),
  findings: z.array(z.object({ check: z.string(), reason: z.string() })),
  text: z.string().nullable(),
});

export const decidedSchema = z.object({
  facts: z.unknown().optional(),
  decision: z.object({ allowed: z.boolean(), rule: z.string(), message: z.string().optional() }),
});

export const toolResultSchema = z.object({
  ok: z.boolean(),
  output: z.unknown().optional(),
  error: z.string().optional(),
});

const REACTIONS: Record<string, { tone: Tone; word: string }> = {
  pass: { tone: 'good', word: 'Passed' },
  redact: { tone: 'warn', word: 'Parts were taken out' },
  rewrite: { tone: 'warn', word: 'Had to be written again' },
  safe_reply: { tone: 'bad', word: 'Stopped: fixed words instead' },
  hand_off: { tone: 'bad', word: 'Stopped: handed to people' },
};

/** What came of a step, in a word, where it was not simply done; null where there is nothing to say. */
export function stepState({ kind, response, effect }: JournalStep): { tone: Tone; word: string } | null {
  if (kind === 'guard') {
    const reaction = verdictSchema.safeParse(response).data?.reaction;
    return reaction === undefined ? null : (REACTIONS[reaction] ?? { tone: 'muted', word: reaction });
  }
  if (kind === 'decision') return decisionState(decidedSchema.safeParse(response).data?.decision) ?? null;
  if (effect?.state === 'unknown' || effect?.state === 'begun')
    return { tone: 'bad', word: 'Not known whether it was done' };
  if (kind !== 'tool') return null;
  const result = toolResultSchema.safeParse(response).data;
  if (!result) return null;
  if (!result.ok) return { tone: 'warn', word: 'Refused' };
  return effect ? { tone: 'good', word: 'Done' } : null;
}

const decisionState = (decision: { allowed: boolean; rule: string } | undefined) =>
  decision &&
  (decision.allowed ? { tone: 'good' as const, word: 'Allowed' } : { tone: 'warn' as const, word: 'Not allowed' });

export type Bar = { from: number; width: number };

/** Where a step lies in its run's time, in percent; what took no time is still to be seen. */
export function barsOf(steps: readonly JournalStep[]): ReadonlyMap<string, Bar> {
  const lived = steps.filter(({ recorded }) => !recorded);
  const starts = lived.map(({ started_at }) => Date.parse(started_at));
  const begin = Math.min(...starts);
  const span = Math.max(1, ...lived.map(({ duration_ms }, n) => (starts[n] ?? begin) + duration_ms - begin));
  return new Map(
    lived.map(({ key, duration_ms }, n) => {
      const width = Math.max(0.5, (duration_ms / span) * 100);
      return [key, { from: Math.min(100 - width, (((starts[n] ?? begin) - begin) / span) * 100), width }];
    }),
  );
}

const runId = z
  .string()
  .regex(/^run_[0-9a-z]{26}$/)
  .catch('');
const compareSchema = z.object({ a: runId, b: runId });
export const parseCompareSearch = (given: Record<string, string | string[] | undefined>): { a: string; b: string } =>
  compareSchema.parse(given);

export const compareHref = (a: string, b: string): string => `/runs/compare?${new URLSearchParams({ a, b })}`;

/** How a step of the one stands to that of the other. */
export function diffStepWords(step: RunDiff['steps'][number]): string {
  if (step.in === 'a') return 'only in the first';
  if (step.in === 'b') return 'only in the second';
  const [first, ...more] = step.parts;
  if (!first) return 'the same';
  return more.length === 0 ? `differs in ${first.part}` : `differs in ${first.part} and ${more.length} more`;
}
