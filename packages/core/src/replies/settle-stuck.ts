import type { CarrierPort, Found } from '@parley/channels/carrier';
import { claimStuckReplies as claimRows, type StuckReply } from '@parley/db/hot/claim-stuck-replies';
import { giveUpReply } from '@parley/db/hot/give-up-reply';
import { type Move, moveReply, type SendRef } from '@parley/db/hot/mark-reply';
import { isProvedDead } from '@parley/db/liveness/proved-dead';
import { REPLY_LIMITS } from '@parley/shared/reply-limits';
import type { Ctx } from '../ctx.ts';
import { acceptText } from './accept-text.ts';
import { judgeStuck, type StuckFacts, type StuckVerdict } from './judge-stuck.ts';

export type { StuckReply };

/** Takes sends that nobody has ended in time, for this process to look into. */
export const claimStuckReplies = (ctx: Ctx, limit: number): Promise<StuckReply[]> =>
  claimRows(ctx.hot, { limit, patienceMs: REPLY_LIMITS.sendTimeoutMs + REPLY_LIMITS.askEveryMs });

/** Clocks differ: what the carrier says it took a little before we sent may be ours. */
const CLOCKS_DIFFER_MS = 60_000;

export type AskHow = {
  /** Without one nobody can say. */
  carrier: CarrierPort | null;
  signal: AbortSignal;
  /** This process, and whether it still has to do with this very send. */
  self: string;
  isSending: (send: SendRef) => boolean;
};

/** Asks the carrier what became of a send, and goes on from there. */
export async function settleStuck(ctx: Ctx, stuck: StuckReply, how: AskHow): Promise<StuckVerdict['kind']> {
  const { carrier, signal } = how;
  // In this order: a text that is written after the carrier was asked would be missed.
  const mayStillWrite = stuck.sender !== null && !(await hasLetGo(ctx, { ...stuck, sender: stuck.sender }, how));
  const texts = carrier?.render(stuck.text) ?? [];
  const facts: StuckFacts = {
    ...{ mayStillWrite, asked: stuck.asked, attempts: stuck.attempts, ageMs: stuck.ageMs },
    carrier: carrier ? await lookFor(ctx, stuck, { carrier, signal, text: texts[stuck.part] }) : 'cannot_say',
  };
  const verdict = judgeStuck(facts);
  await carryOut(ctx, stuck, verdict, texts.length);
  return verdict.kind;
}

const hasLetGo = (ctx: Ctx, stuck: SendRef & { sender: string }, { self, isSending }: AskHow): Promise<boolean> =>
  stuck.sender === self ? Promise.resolve(!isSending(stuck)) : isProvedDead(ctx.hot, stuck.sender);

async function lookFor(
  ctx: Ctx,
  { from, to, ageMs, knownIds }: StuckReply,
  { carrier, signal, text }: { carrier: CarrierPort; signal: AbortSignal; text: string | undefined },
): Promise<StuckFacts['carrier']> {
  const after = new Date(ctx.now().getTime() - ageMs - CLOCKS_DIFFER_MS);
  const isIt = (found: Found) => found.text === text && !knownIds.includes(found.carrierId);
  try {
    const found = (await carrier.find({ from, to, after }, { signal })).find(isIt);
    return found ? { id: found.carrierId, segments: found.segments } : null;
  } catch {
    return 'cannot_say';
  }
}

async function carryOut(ctx: Ctx, stuck: StuckReply, verdict: StuckVerdict, parts: number): Promise<void> {
  switch (verdict.kind) {
    case 'accepted':
      await acceptText(ctx, stuck, { carrierId: verdict.carrierId, parts, segments: verdict.segments });
      return;
    case 'wait':
      return;
    case 'ask_again':
      return move(ctx, stuck, {
        to: 'sending',
        reason: 'asked_the_carrier',
        dueInMs: REPLY_LIMITS.askEveryMs,
        asked: verdict.asked,
      });
    case 'send_again':
      return move(ctx, stuck, { to: 'pending', reason: 'never_left', dueInMs: 0 });
    case 'failed':
      return move(ctx, stuck, { to: 'failed', reason: 'never_left', dueInMs: null });
    case 'unknown':
      return giveUp(ctx, stuck);
  }
}

async function giveUp(ctx: Ctx, stuck: StuckReply): Promise<void> {
  const { orgId, conversationId, channelId } = stuck;
  const given = await giveUpReply(ctx.hot, stuck, {
    reason: 'nobody_can_say',
    incidentId: ctx.newId('incident'),
    // A carrier that is away for long is one incident, however many replies it keeps.
    fingerprint: `unknown_outcome:reply:${channelId}`,
    title: 'Replies of which nobody can say whether they have left',
    channelId,
    at: ctx.now(),
  });
  if (!given) return;
  ctx.live({ kind: 'conversation', orgId, conversationId });
  ctx.ring('replies.send');
}

async function move(ctx: Ctx, stuck: StuckReply, to: Omit<Move, 'sender'>): Promise<void> {
  const { orgId, conversationId, sender } = stuck;
  if (!(await moveReply(ctx.hot, stuck, { ...to, sender }))) return;
  ctx.live({ kind: 'conversation', orgId, conversationId });
  if (to.to !== 'sending') ctx.ring('replies.send');
}
