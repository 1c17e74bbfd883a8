import type { CostLine } from '@parley/shared/cost';
import type { Breakers } from './breaker.ts';
import type { openCandidates } from './candidates.ts';
import type { CallOptions, ModelCall } from './model-port.ts';
import type { RunOfModels } from './run-of-models.ts';

export type RouterWorld = {
  now: () => Date;
  /** From 0 to 1. */
  random: () => number;
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** What all calls of a process share. */
export type Shared = RouterWorld & {
  candidates: ReturnType<typeof openCandidates>;
  breakers: Breakers;
  timeoutMs: number;
};

/** One call on its way to an answer. `wasted`: what tries have cost that brought none. */
export type Asking = Shared & { run: RunOfModels; call: ModelCall; options: CallOptions; wasted: CostLine[] };
