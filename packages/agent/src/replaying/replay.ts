import { follow } from '../advance.ts';
import type { Frame } from '../frame.ts';
import type { Step } from '../journal.ts';
import type { Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { openReplayJournal } from './replay-journal.ts';
import { ReplayStopped } from './replay-tools.ts';

export type Replay = { frame: Frame; past: readonly Step[]; from: string; ports: Ports; signal: AbortSignal };

export type Replayed = {
  outcome: Outcome;
  /** Why it ended where it would have had to act. */
  stopped: string | null;
  isRecorded(key: string): boolean;
};

/** Goes through a run again, from a step on with something else. */
export async function replay({ frame, past, from, ports, signal }: Replay): Promise<Replayed> {
  const journal = openReplayJournal(past, from, ports.now);
  const outcome = await follow(journal, { frame, ports, signal });
  return { outcome, stopped: stopOf(outcome), isRecorded: journal.isRecorded };
}

/** It comes wrapped in the failure of the tool. */
function stopOf(outcome: Outcome): string | null {
  if (outcome.kind !== 'failed') return null;
  let cause = outcome.reason.cause;
  while (cause instanceof Error) {
    if (cause instanceof ReplayStopped) return cause.message;
    cause = cause.cause;
  }
  return null;
}
