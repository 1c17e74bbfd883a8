import { type Frame, frameSchema } from './frame.ts';
import { preloadGraph } from './graph.ts';
import { Diverged, type Journal, openJournal, type Step } from './journal.ts';
import { LimitReached } from './limits.ts';
import { MustWait } from './models/must-wait.ts';
import { ProviderError } from './models/provider-error.ts';
import { BudgetExhausted } from './models/purse.ts';
import type { Ending, FailureCode, Outcome } from './outcome.ts';
import { handedOff } from './phases/hand-off.ts';
import type { Ports } from './ports.ts';
import { ToolFailed } from './tools/use-tool.ts';

/**
 * `steps`: the journal so far, on a retry or a resume; a frame in it wins over the one given. `effects`: the places at which
 * earlier attempts did something.
 */
export type Turn = {
  frame: Frame;
  ports: Ports;
  steps?: readonly Step[];
  effects?: readonly string[];
  signal: AbortSignal;
};

/**
 * Runs the graph from its beginning, with the journal answering for what already happened, to one of the endings that
 * are expected. Anything else is a defect and is thrown.
 */
export const advance = ({ frame, ports, steps = [], effects = [], signal }: Turn): Promise<Outcome> =>
  follow(openJournal(steps, ports.now, effects), { frame, ports, signal });

/** The same over a journal that is open already. */
export async function follow(
  journal: Journal,
  { frame: given, ports, signal }: Pick<Turn, 'frame' | 'ports' | 'signal'>,
): Promise<Outcome> {
  const { runGraph } = await preloadGraph();
  // The frame is given, not asked for: there is no request that a later attempt could differ in.
  const step0 = { key: 'frame', kind: 'frame', request: {}, response: frameSchema } as const;
  const ending = await journal
    .step(step0, () => given)
    .then((frame) => runGraph({ frame, ports, journal, signal }))
    .catch((error: unknown) => failure(error, signal));
  return { ...ending, ...journal.recorded() };
}

function failure(error: unknown, signal: AbortSignal): Ending {
  const limit = limitOf(error) ?? limitOf(signal.reason);
  if (limit) return handedOff(limit.limit);
  if (signal.aborted) return failed('aborted', true, signal.reason);
  if (error instanceof Diverged) return { kind: 'diverged', at: error.divergence };
  if (error instanceof MustWait) return { kind: 'later', afterMs: error.afterMs, reason: error.reason };
  if (error instanceof ProviderError) return failed('model_error', error.retryable, error);
  if (error instanceof BudgetExhausted) return failed('budget_exhausted', false, error);
  if (error instanceof ToolFailed) return failed('tool_error', true, error);
  throw error;
}

function failed(code: FailureCode, retryable: boolean, cause: unknown): Ending {
  const message = cause instanceof Error ? cause.message : String(cause);
  return { kind: 'failed', retryable, reason: { code, message, cause } };
}

/** A tool that was one request too many has failed for that reason. */
function limitOf(error: unknown): LimitReached | null {
  if (error instanceof LimitReached) return error;
  return error instanceof ToolFailed && error.cause instanceof LimitReached ? error.cause : null;
}
