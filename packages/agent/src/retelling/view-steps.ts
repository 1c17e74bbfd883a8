import type { JournalStep } from '@parley/shared/contract/run-journal';
import { z } from 'zod';
import { frameSchema } from '../frame.ts';
import type { Step } from '../journal.ts';
import { type Bill, modelAnswerSchema } from '../models/model-port.ts';
import { retell, type ToldStep } from './retell.ts';
import { readStored, type StoredStep } from './stored-step.ts';

export type StoredEffect = {
  id: string;
  stepKey: string;
  tool: string;
  effectClass: string;
  state: string;
  begunAt: Date;
  finishedAt: Date | null;
};

export type StoredJournal = { steps: readonly StoredStep[]; effects: readonly StoredEffect[] };

/** A run's journal as people read it: each step with what was asked, what came back, and what it did. */
export async function viewSteps({ steps, effects }: StoredJournal): Promise<JournalStep[]> {
  const known = steps.map(readStored);
  const told = await retellKnown(known.filter((step) => step !== null));
  return steps.map((row, place) => viewStep(row, known[place] ?? null, told, effects));
}

async function retellKnown(steps: readonly Step[]): Promise<ReadonlyMap<string, ToldStep>> {
  const frame = frameSchema.safeParse(steps.find(({ kind }) => kind === 'frame')?.response);
  return frame.success ? (await retell(frame.data, steps)).steps : new Map();
}

/** Said beside what the journal itself knows: written when the step was stored. */
const besideSchema = z.object({
  recorded: z.boolean().catch(false),
  price: z.unknown().optional(),
  cost_micros: z.number().int().nullish().catch(null),
});
type Beside = z.infer<typeof besideSchema>;

function viewStep(
  row: StoredStep,
  step: Step | null,
  told: ReadonlyMap<string, ToldStep>,
  effects: readonly StoredEffect[],
): JournalStep {
  const beside = besideSchema.catch({ recorded: false, price: null }).parse(row.content);
  const answer = row.kind === 'model' ? (modelAnswerSchema.safeParse(step?.response).data ?? null) : null;
  const { request = null, changed = [] } = told.get(row.key) ?? {};
  const effect = effects.find(({ stepKey }) => stepKey === row.key);
  return {
    key: row.key,
    kind: row.kind as JournalStep['kind'],
    parent: parentOf(row.key, told),
    started_at: row.startedAt.toISOString(),
    duration_ms: row.durationMs,
    recorded: beside.recorded,
    tool: row.kind === 'decision' || row.kind === 'tool' ? toolOf(request) : null,
    request,
    changed_parts: changed,
    response: step?.response ?? null,
    model: answer?.model ?? null,
    input_tokens: step?.usage?.inputTokens ?? null,
    cached_input_tokens: step?.usage?.cachedInputTokens ?? null,
    output_tokens: step?.usage?.outputTokens ?? null,
    cost_micros: costOf(beside, answer?.bill),
    effect: effect ? viewEffect(effect) : null,
  };
}

/** What has no price costs what nobody knows, which is not nothing. */
function costOf({ recorded, price, cost_micros }: Beside, bill: Bill | undefined): number | null {
  if (recorded) return null;
  const micros = cost_micros ?? bill?.micros ?? 0;
  return micros === 0 && !price && !bill?.price ? null : micros;
}

const toolOf = (request: Record<string, unknown> | null): string | null =>
  typeof request?.name === 'string' ? request.name : null;

/** `tool:think#1.0` belongs to `think#1`; a screening of a reply to the model call before it. */
function parentOf(key: string, told: ReadonlyMap<string, ToldStep>): string | null {
  const [, asked] = /^(?:tool|decide):(.+)\.\d+$/.exec(key) ?? [];
  if (asked) return asked;
  if (!key.startsWith('guard:out')) return null;
  const keys = [...told.keys()];
  return keys.slice(0, keys.indexOf(key)).findLast((before) => before.startsWith('think#')) ?? null;
}

export const viewEffect = (effect: StoredEffect): NonNullable<JournalStep['effect']> => ({
  id: effect.id,
  tool: effect.tool,
  effect_class: effect.effectClass,
  state: effect.state,
  begun_at: effect.begunAt.toISOString(),
  finished_at: effect.finishedAt?.toISOString() ?? null,
});
