import type { SendResult } from '@parley/channels/carrier';
import { assertNever } from '@parley/shared/assert-never';
import { REPLY_LIMITS } from '@parley/shared/reply-limits';
import { retryDelayMs } from '../turns/retry-delay.ts';

export type NextStep =
  | { kind: 'accepted'; carrierId: string; segments: number }
  | { kind: 'again'; inMs: number; reason: string }
  | { kind: 'failed'; reason: string; optedOut: boolean }
  | { kind: 'ask'; inMs: number; reason: string };

/** What follows from the carrier's answer to the `attempts`th try of one text. */
export function afterSend(result: SendResult, attempts: number): NextStep {
  switch (result.kind) {
    case 'accepted':
      return { kind: 'accepted', carrierId: result.carrierId, segments: result.segments };
    case 'ambiguous':
      return { kind: 'ask', inMs: REPLY_LIMITS.askAfterMs, reason: result.reason };
    case 'withheld':
      return late(attempts);
    case 'refused':
      if (result.reason !== 'retry') {
        return { kind: 'failed', reason: result.code, optedOut: result.reason === 'consent' };
      }
      return againOrFailed(attempts, { inMs: delayMs(attempts, result.afterMs), reason: result.code });
    default:
      return assertNever(result);
  }
}

/** Twice at once, since nothing was wrong but the time; counted all the same, or a slow line would be tried for ever. */
const late = (attempts: number): NextStep =>
  attempts >= REPLY_LIMITS.maxLateAttempts
    ? { kind: 'failed', reason: 'too_late_to_write', optedOut: false }
    : { kind: 'again', inMs: attempts <= 2 ? 100 : retryDelayMs(attempts - 2), reason: 'too_late_to_write' };

const againOrFailed = (attempts: number, { inMs, reason }: { inMs: number; reason: string }): NextStep =>
  attempts >= REPLY_LIMITS.maxAttempts ? { kind: 'failed', reason, optedOut: false } : { kind: 'again', inMs, reason };

const delayMs = (attempts: number, afterMs: number | null): number =>
  Math.min(Math.max(retryDelayMs(attempts), afterMs ?? 0), REPLY_LIMITS.longestDelayMs);
