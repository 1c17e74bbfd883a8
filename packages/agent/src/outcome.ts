import type { Divergence, Step } from './journal.ts';

/** Tokens as the provider counted them; `cachedInputTokens` are a part of `inputTokens`. */
export type Usage = { inputTokens: number; cachedInputTokens: number; outputTokens: number };

export const NO_USAGE: Usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

export const addUsage = (a: Usage, b: Usage): Usage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
});

export type FailureCode = 'aborted' | 'model_error' | 'model_call_limit' | 'empty_reply';

/** What every ending leaves behind, to be stored with it. */
type Recorded = {
  /** The steps that this call made, in the order of the graph. A key that the journal already held is replaced. */
  steps: Step[];
  /** The sum over `steps`: what this call spent, without what the journal answered for. */
  usage: Usage;
  /** Where the journal that was given stopped matching; from there on the run went on live. */
  divergence: Divergence | null;
};

export type Outcome = Recorded &
  (
    | { kind: 'replied'; text: string; model: string }
    | { kind: 'failed'; retryable: boolean; reason: { code: FailureCode; message: string } }
  );
