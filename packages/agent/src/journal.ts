import { z } from 'zod';
import { digestParts, type Json, refusalOf, storable } from './json.ts';
import { addUsage, NO_USAGE, type Usage, usageSchema } from './usage.ts';

/** One entry of a run's journal, keyed by its place in the graph: `frame`, `think#2`, `tool:think#1.0`. */
export const stepSchema = z.object({
  key: z.string().min(1),
  kind: z.enum(['frame', 'guard', 'model', 'decision', 'tool']),
  /** A digest of each part of what was asked (`system`, `messages`, `tools`, `params`…), so that a divergence has a name. */
  requestHash: z.record(z.string(), z.string()),
  response: z.custom<Json>((value) => value !== undefined, 'is missing'),
  usage: usageSchema.nullable(),
  startedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
});
export type Step = z.infer<typeof stepSchema>;

/** The first place at which the run asked something else than the journal remembers, and in which part. */
export type Divergence = { step: string; part: string };

export type Place<T> = {
  key: string;
  kind: Step['kind'];
  request: Record<string, unknown>;
  /** What a remembered response must look like: it comes back from storage. */
  response: z.ZodType<T>;
  usageOf?: (response: T) => Usage;
};

export type Journal = {
  /** What happened at this place before, or what `perform` makes happen now. A failure is not remembered. */
  step<T extends Json>(place: Place<T>, perform: () => Promise<T> | T): Promise<T>;
  /** What this run added, in the order of its places, not of arrival. */
  recorded(): { steps: Step[]; usage: Usage; divergence: Divergence | null };
  /** What the run has used from its beginning on, whoever paid for it. */
  tokens(): number;
};

/** Where the run asks something else, something was done already that it might do once more: it cannot go on like this. */
export class Diverged extends Error {
  override name = 'Diverged';
  readonly divergence: Divergence;

  constructor(divergence: Divergence) {
    super(`At ${divergence.step} the run differs from its journal in ${divergence.part}.`);
    this.divergence = divergence;
  }
}

export class PoisonedJournal extends Error {
  override name = 'PoisonedJournal';
}

/** `effects`: the places at which something was done to the world before. */
export function openJournal(past: readonly Step[], now: () => Date, effects: readonly string[] = []): Journal {
  const remembered = new Map(past.map((step) => [step.key, readStep(step)]));
  const added = new Map<string, Step | null>();
  let divergence: Divergence | null = null;
  let tokens = 0;

  const diverge = (step: string, part: string): null => {
    divergence = { step, part };
    const places = past.map(({ key }) => key);
    const isBeyond = (effect: string) => !places.includes(effect) || places.indexOf(effect) > places.indexOf(step);
    if (effects.some(isBeyond)) throw new Diverged(divergence);
    return null;
  };

  const recall = <T extends Json>(
    place: Place<T>,
    requestHash: Step['requestHash'],
  ): { step: Step; response: T } | null => {
    const step = remembered.get(place.key);
    if (!step || divergence) return null;
    const part = firstDifference(step.requestHash, requestHash);
    if (part !== null) return diverge(place.key, part);
    const response = place.response.safeParse(step.response);
    return response.success ? { step, response: response.data } : diverge(place.key, 'response');
  };

  return {
    async step(place, perform) {
      const requestHash = digestParts(place.request);
      const known = recall(place, requestHash);
      if (known) {
        tokens += tokensOf(known.step);
        return known.response;
      }
      // Claimed before the work begins, so that parallel calls stand in the order of the graph.
      added.set(place.key, null);
      const startedAt = now();
      const performed = await perform();
      const refusal = refusalOf(performed);
      if (refusal) throw new PoisonedJournal(`The response of ${place.key} ${refusal}.`);
      const response = storable(performed);
      const made: Step = {
        key: place.key,
        kind: place.kind,
        requestHash,
        response,
        usage: place.usageOf?.(response) ?? null,
        startedAt: startedAt.toISOString(),
        durationMs: Math.max(0, now().getTime() - startedAt.getTime()),
      };
      added.set(place.key, made);
      tokens += tokensOf(made);
      return response;
    },
    recorded() {
      const steps = [...added.values()].filter((step) => step !== null);
      const usage = steps.reduce((sum, step) => addUsage(sum, step.usage ?? NO_USAGE), NO_USAGE);
      return { steps, usage, divergence };
    },
    tokens: () => tokens,
  };
}

const tokensOf = ({ usage }: Step): number => (usage ? usage.inputTokens + usage.outputTokens : 0);

function readStep(step: Step): Step {
  const refusal = refusalOf(step);
  if (refusal) throw new PoisonedJournal(`Step ${step.key} ${refusal}.`);
  return stepSchema.parse(step);
}

function firstDifference(before: Step['requestHash'], after: Step['requestHash']): string | null {
  for (const part of new Set([...Object.keys(after), ...Object.keys(before)])) {
    if (before[part] !== after[part]) return part;
  }
  return null;
}
