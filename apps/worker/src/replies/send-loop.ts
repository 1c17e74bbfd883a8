import { setTimeout as pause } from 'node:timers/promises';
import type { CarrierOf } from '@parley/channels/carrier';
import type { Ctx } from '@parley/core/ctx';
import { claimReplies, type ReplyClaim } from '@parley/core/replies/claim-replies';
import { endSend, type SendEnded } from '@parley/core/replies/end-send';
import { claimStuckReplies, type StuckReply, settleStuck } from '@parley/core/replies/settle-stuck';
import { REPLY_LIMITS } from '@parley/shared/reply-limits';
import type { Logger } from '@parley/telemetry/logger';
import { createRunning } from './running.ts';
import { type Sent, sendText } from './send-text.ts';

export type SendLoop = {
  /** Sends due replies while there is room; returns when nothing more is due or all slots are taken. */
  take(): Promise<void>;
  /** Looks into sends that nobody has ended. */
  ask(): Promise<void>;
  /** From now on nothing is begun; what runs goes on. */
  shut(): void;
  /** Shuts, lets what runs finish, and breaks off what is left: nothing is written after it. */
  stop(graceMs: number): Promise<{ unfinished: number }>;
};

export type SendLoopOptions = {
  core: Ctx;
  self: string;
  slots: number;
  carrierOf: CarrierOf;
  /** Done once, before the first claim: whatever makes the first send slow. */
  warmUp?: () => Promise<void>;
  /** Whether this process can prove that it lives. One that cannot sends nothing: others may think it dead. */
  isAlive: () => boolean;
  onEnded: (claim: ReplyClaim, ended: SendEnded, sent: Sent) => void;
  log: Logger;
  /** Time that only goes forward, also while this process is paused. */
  clockMs?: () => number;
};

/** A lane that was busy for a moment held its reply back. */
const LOOK_AGAIN_MS = 25;
const WRITE_AGAIN_MS = 250;

export function createSendLoop(options: SendLoopOptions): SendLoop {
  const { core, self, slots, carrierOf, warmUp, isAlive, onEnded, log, clockMs = () => performance.now() } = options;
  const running = createRunning();
  const closing = new AbortController();
  let open = true;
  let taking: Promise<void> | null = null;
  let lookAgain = false;
  let after = '';

  const free = () => slots - running.size();
  const mayTake = () => open && lookAgain && free() > 0 && isAlive();

  function take(): Promise<void> {
    // A ring during a claim may be about a reply that the claim did not see: look once more.
    lookAgain = true;
    taking ??= takeWhileDue().finally(() => {
      taking = null;
      // A ring that came after the last look and before this line.
      if (mayTake()) takeLater();
    });
    return taking;
  }

  const takeLater = () => void take().catch(sayTakeFailed);
  const sayTakeFailed = (error: unknown) =>
    log.warn({ err: error }, 'replies could not be taken; the sweep tries again');

  let warm: Promise<void> | null = null;
  let isFirst = true;

  async function takeWhileDue(): Promise<void> {
    // Where it fails, so will the send, and says why.
    warm ??= warmUp?.().catch(() => {}) ?? Promise.resolve();
    await warm;
    while (mayTake()) {
      lookAgain = false;
      // Before the claim, so that what is measured from here is never less than what has passed since its commit.
      const askedAt = clockMs();
      const limit = free();
      const { claims, cancelled, next, missed } = await claimReplies(core, { limit, sender: self, after });
      const taken = claims.length + cancelled.length;
      // More than their shares, more organisations, or those before where this walk began.
      lookAgain ||= taken > 0 || next !== null || after !== '';
      after = next ?? '';
      for (const claim of claims) running.send(claim, send(claim, { askedAt, isFirst }), begin);
      if (claims.length > 0) isFirst = false;
      if (missed > 0) setTimeout(takeLater, LOOK_AGAIN_MS).unref();
    }
  }

  /** A slot is free again. */
  const begin = () => {
    if (lookAgain) takeLater();
  };

  type Begun = { askedAt: number; isFirst: boolean };

  async function send(claim: ReplyClaim, { askedAt, isFirst }: Begun): Promise<void> {
    const mayWrite = () => !closing.signal.aborted && clockMs() - askedAt < REPLY_LIMITS.writeWithinMs && isAlive();
    const sent = await sendText(carrierOf, claim, { signal: closing.signal, mayWrite });
    const ended = await write(() => endSend(core, claim, { ...sent, sender: self, isFirst }));
    if (ended) onEnded(claim, ended, sent);
  }

  /** What has been sent is known here alone: a database that is away is waited for, as long as this process may. */
  async function write(end: () => Promise<SendEnded>): Promise<SendEnded | null> {
    for (;;) {
      try {
        return await end();
      } catch (error) {
        log.warn({ err: error }, 'what became of a reply could not be written down; it is tried again');
        if (closing.signal.aborted) return null;
        await pause(WRITE_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  }

  async function ask(): Promise<void> {
    if (!open || running.asking() || !isAlive()) return;
    const stuck = await claimStuckReplies(core, slots);
    for (const one of stuck) running.ask(askAbout(one).catch(sayAskFailed));
  }

  const sayAskFailed = (error: unknown) =>
    log.warn({ err: error }, 'what became of a reply could not be found out; it is asked again');

  async function askAbout(stuck: StuckReply): Promise<void> {
    const carrier = await carrierOf(stuck);
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(REPLY_LIMITS.sendTimeoutMs)]);
    const verdict = await settleStuck(core, stuck, { carrier, signal, self, isSending: running.has });
    if (verdict === 'unknown') {
      log.error({ org_id: stuck.orgId, reply_id: stuck.replyId }, 'nobody can say whether a reply has left');
    }
  }

  const shut = () => {
    open = false;
  };

  return {
    take,
    ask,
    shut,
    async stop(graceMs) {
      shut();
      await taking?.catch(() => {});
      await Promise.race([running.all(), pause(graceMs, undefined, { ref: false })]);
      const unfinished = running.size();
      closing.abort(new Error('the worker stops'));
      await running.all();
      return { unfinished };
    },
  };
}
