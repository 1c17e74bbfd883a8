import type { CostLine } from '@parley/shared/cost';
import type { Asking, RouterWorld, Shared } from './asking.ts';
import { lineOf } from './bill.ts';
import { createBreakers } from './breaker.ts';
import { type Candidate, labelOf, type ModelSettings, openCandidates, refOf } from './candidates.ts';
import type { Choice, ModelAnswer, ModelCall, ModelPort } from './model-port.ts';
import { MustWait } from './must-wait.ts';
import { ProviderError } from './provider-error.ts';
import { BudgetExhausted } from './purse.ts';
import type { RunOfModels } from './run-of-models.ts';
import { type Tried, tryModel } from './try-model.ts';

export type Router = {
  label: string;
  demo: boolean;
  forRun(run: RunOfModels): RunModel;
};

/** A run's models, and what its calls have cost that brought no answer. */
export type RunModel = ModelPort & { lost(): CostLine[] };

/** Who is asked, in which order, and what is done when they cannot answer. */
export function openRouter(settings: ModelSettings, world: RouterWorld): Router {
  const shared: Shared = {
    ...world,
    candidates: openCandidates(settings),
    breakers: createBreakers(() => world.now().getTime()),
    timeoutMs: settings.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  };
  const { label, demo } = labelOf(settings);
  return {
    label,
    demo,
    forRun(run) {
      const lost: CostLine[] = [];
      return {
        label,
        demo,
        lost: () => lost,
        async call(call, options) {
          const asking: Asking = { ...shared, run, call, options, wasted: [] };
          try {
            return await ask(asking, refsOf(settings, call));
          } catch (error) {
            lost.push(...asking.wasted);
            throw error;
          }
        },
      };
    },
  };
}

const DEFAULT_TIMEOUT_MS = 60_000;

const refsOf = (settings: ModelSettings, { params: { model, routing } }: ModelCall): string[] =>
  routing?.models ?? [refOf(settings, model)];

/** The first that can answer does. A failure in the middle of an answer that is heard already ends the call. */
async function ask(asking: Asking, refs: string[]): Promise<ModelAnswer> {
  const passed: { ref: string; tried: Exclude<Tried, { kind: 'answered' }> }[] = [];
  for (const ref of refs) {
    const candidate = await find(asking, ref);
    const tried: Tried =
      candidate instanceof ProviderError ? { kind: 'failed', error: candidate } : await tryModel(asking, candidate);
    if (tried.kind === 'answered') {
      const reasons = passed.map((one) => ({ ref: one.ref, reason: wordsOf(one.tried) }));
      return signed(asking, tried, choiceOf(asking.call, tried.candidate, reasons));
    }
    passed.push({ ref, tried });
    if (tried.kind === 'failed' && tried.heard) break;
  }
  throw worstOf(passed.map(({ tried }) => tried));
}

async function find({ candidates, run }: Asking, ref: string): Promise<Candidate | ProviderError> {
  try {
    return await candidates(ref, run);
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

function signed(
  { run, wasted }: Asking,
  { answer, candidate, price }: Extract<Tried, { kind: 'answered' }>,
  choice: Choice,
): ModelAnswer {
  const spent = { purpose: run.purpose, usage: answer.usage, estimated: false };
  const line = lineOf(candidate, price, spent);
  run.purse.spend(line.micros);
  const lines = [...wasted, line];
  return { ...answer, choice, bill: { price, micros: lines.reduce((sum, one) => sum + one.micros, 0), lines } };
}

const choiceOf = ({ params }: ModelCall, { ref, provider, model }: Candidate, passed: Choice['passed']): Choice => ({
  ref,
  provider,
  model,
  passed,
  reason: whyThis(params, passed.length),
});

function whyThis({ model, routing }: ModelCall['params'], passed: number): string {
  if (passed > 0) return 'the models before it in the agent’s list could not answer';
  if (routing?.kind === 'fallback') return 'first in the agent’s list';
  return routing || model !== null ? 'the agent names it' : 'the installation’s choice';
}

const wordsOf = (tried: Exclude<Tried, { kind: 'answered' }>): string =>
  tried.kind === 'busy' ? `${tried.why}; free again in ${Math.ceil(tried.waitMs / 1_000)} s` : tried.error.message;

/** Waiting helps before failing does; and who could answer, were there money, says that there is none. */
function worstOf(tried: Exclude<Tried, { kind: 'answered' }>[]): Error {
  const waits = tried.flatMap((one) => (one.kind === 'busy' ? [one] : []));
  const [first] = waits.sort((a, b) => a.waitMs - b.waitMs);
  if (first) return new MustWait(first.reason, first.waitMs, first.why);
  const errors = tried.flatMap((one) => (one.kind === 'failed' ? [one.error] : []));
  return (
    errors.find((error) => error instanceof ProviderError && error.retryable) ??
    errors.find((error) => error instanceof BudgetExhausted) ??
    errors.at(-1) ??
    new Error('no model was named')
  );
}
