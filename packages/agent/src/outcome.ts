import type { Divergence, Step } from './journal.ts';
import type { Usage } from './usage.ts';

export type FailureCode = 'aborted' | 'model_error' | 'budget_exhausted' | 'tool_error';

/** What every ending leaves behind, to be stored with it. */
export type Recorded = {
  /** The steps that this call made, in the order of the graph. A key that the journal already held is replaced. */
  steps: Step[];
  /** The sum over `steps`: what this call spent, without what the journal answered for. */
  usage: Usage;
  /** Where the journal that was given stopped matching; from there on the run went on live. */
  divergence: Divergence | null;
};

export type Ending =
  /** `model`: the label of who wrote the text, as people should read it. */
  | { kind: 'replied'; text: string; model: string }
  /** A guardrail had the last word: `text` is ours. `reason` names the check. */
  | { kind: 'blocked'; text: string; reason: string }
  /** People own the conversation from here. `text` is the last word before them; `model` is null where it is ours. */
  | { kind: 'handed_off'; text: string; model: string | null; reason: string; summary: string | null }
  /** Nothing is wrong, it is only not its time: the turn keeps its place and its attempts, and gives its slot back. */
  | { kind: 'later'; afterMs: number; reason: string }
  /** The journal is of another program, and something was done beyond where they part: a new run has to know of it. */
  | { kind: 'diverged'; at: Divergence }
  /** `message` is for operators and traces; `cause` is for the log and is not to be stored. */
  | { kind: 'failed'; retryable: boolean; reason: { code: FailureCode; message: string; cause?: unknown } };

export type Outcome = Ending & Recorded;
