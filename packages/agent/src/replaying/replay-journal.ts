import { type Journal, openJournal, type Step } from '../journal.ts';

export type ReplayJournal = Journal & {
  /** Taken from the run that is replayed: not done and not paid again. */
  isRecorded(key: string): boolean;
};

/**
 * Before the step that a replay begins with, the run that was answers, also where it would be asked otherwise by now: what
 * was changed holds from that step on. The frame is never taken from it, it is given.
 */
export function openReplayJournal(past: readonly Step[], from: string, now: () => Date): ReplayJournal {
  const place = past.findIndex(({ key }) => key === from);
  const kept = new Map(past.slice(0, Math.max(0, place)).map((step) => [step.key, step]));
  kept.delete('frame');
  const journal = openJournal([], now);
  return {
    ...journal,
    step(asked, perform) {
      const step = kept.get(asked.key);
      if (!step) return journal.step(asked, perform);
      const { usageOf: _, ...unpaid } = asked;
      return journal.step(unpaid, () => asked.response.parse(step.response));
    },
    isRecorded: (key) => kept.has(key),
  };
}
