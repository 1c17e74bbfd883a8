import { REPLY_LIMITS } from '@parley/shared/reply-limits';

export type StuckFacts = {
  /** The carrier's id of the text; null when it says that it knows none; `cannot_say` when it gave no answer. */
  carrier: { id: string; segments: number } | null | 'cannot_say';
  /** Nobody writes it any more: its sender has said so, or is proved dead, before the carrier was asked. */
  mayStillWrite: boolean;
  /** How often before the carrier has said that it knows nothing. */
  asked: number;
  attempts: number;
  ageMs: number;
};

export type StuckVerdict =
  | { kind: 'accepted'; carrierId: string; segments: number }
  /** Nothing is known yet, and nothing is changed. */
  | { kind: 'wait' }
  | { kind: 'ask_again'; asked: number }
  | { kind: 'send_again' }
  | { kind: 'failed' }
  | { kind: 'unknown' };

/** What becomes of a send whose outcome nobody has written down. It is sent again only when it certainly never left. */
export function judgeStuck({ carrier, mayStillWrite, asked, attempts, ageMs }: StuckFacts): StuckVerdict {
  if (carrier === 'cannot_say') return waitOrGiveUp(ageMs);
  if (carrier) return { kind: 'accepted', carrierId: carrier.id, segments: carrier.segments };
  if (mayStillWrite) return waitOrGiveUp(ageMs);
  if (asked + 1 < REPLY_LIMITS.askTimes) return { kind: 'ask_again', asked: asked + 1 };
  return attempts >= REPLY_LIMITS.maxAttempts ? { kind: 'failed' } : { kind: 'send_again' };
}

const waitOrGiveUp = (ageMs: number): StuckVerdict =>
  ageMs >= REPLY_LIMITS.unknownAfterMs ? { kind: 'unknown' } : { kind: 'wait' };
