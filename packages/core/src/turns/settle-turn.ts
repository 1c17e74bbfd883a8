import type { LaneClaim } from '@parley/db/hot/claim-lanes';
import { groupCommit } from '@parley/db/hot/group-commit';
import { type Settled, type Settlement, settleTurns } from '@parley/db/hot/settle-turn';
import { reasonInWords } from '@parley/shared/turn-reasons';
import type { Ctx } from '../ctx.ts';
import type { BreakerFacts } from './breaker.ts';
import { journalDigest } from './journal-digest.ts';
import { type RunRecord, runRow } from './run-record.ts';

export type { RunRecord, Settled };

/** Ends a turn with its answer: lane, turn, journal and reply in one commit, or nothing when the lane was lost. */
export async function settleAnswered(ctx: Ctx, claim: LaneClaim, run: RunRecord, text: string): Promise<Settled> {
  return settle(ctx, claim, run, {
    state: 'replied',
    reason: null,
    outcome: 'replied',
    reply: { kind: 'answer', cause: 'answer', author: 'agent', text, model: run.model },
  });
}

/** Ends a turn with words of ours, because a guardrail had the last one. */
export async function settleBlocked(
  ctx: Ctx,
  claim: LaneClaim,
  run: RunRecord,
  { text, reason }: { text: string; reason: string },
): Promise<Settled> {
  return settle(ctx, claim, run, {
    state: 'blocked',
    reason,
    outcome: 'blocked',
    reply: { kind: 'answer', cause: 'answer', author: 'agent', text, model: null },
  });
}

/** Ends a turn with a last word, and from then on people own the lane: they find a ticket. */
export async function settleHandedOff(
  ctx: Ctx,
  claim: LaneClaim,
  run: RunRecord,
  { text, model, reason }: { text: string; model: string | null; reason: string },
): Promise<Settled> {
  return settle(ctx, claim, run, {
    state: 'handed_off',
    reason,
    outcome: 'handed_off',
    reply: { kind: 'answer', cause: 'answer', author: 'agent', text, model },
    handOver: { id: ctx.newId('handover'), reason: 'handed_off' },
    ticket: { id: ctx.newId('ticket'), kind: 'handed_off', subject: 'The agent asks for a person' },
  });
}

/** What a customer hears of a turn that was given up, by its reason. */
export const noticeOf = (reason: string): string =>
  reason === 'budget_exhausted' ? PEOPLE_WILL_ANSWER : FALLBACK_NOTICE;

const PEOPLE_WILL_ANSWER =
  'I cannot answer this at the moment. Your message is kept, and a colleague will look at it as soon as possible.';

export const FALLBACK_NOTICE =
  'Something went wrong on our side and I could not answer this. Your message is kept. Please try again in a moment, or call us.';

/**
 * Ends a turn whose attempts are used up: the customer is told, the lane moves on, and people find a letter to redrive, a
 * ticket, and an incident that counts its like.
 */
export async function settleDead(ctx: Ctx, claim: LaneClaim, run: RunRecord | null, reason: string): Promise<Settled> {
  return settle(ctx, claim, run, {
    state: 'dead',
    reason,
    outcome: 'failed',
    reply: { kind: 'notice', cause: 'dead', author: 'system', text: noticeOf(reason), model: null },
    letterId: ctx.newId('deadLetter'),
    ticket: {
      id: ctx.newId('ticket'),
      kind: 'dead_turn',
      subject: `A message was not answered: ${reasonInWords(reason)}`,
    },
    incident: {
      id: ctx.newId('incident'),
      kind: 'dead_turn',
      fingerprint: `dead_turn:${claim.agentId}:${reason}`,
      severity: 'high',
      title: `Turns end without an answer: ${reasonInWords(reason)}`,
      evidence: { agent_id: claim.agentId, turn_id: claim.turnId, conversation_id: claim.conversationId, reason },
    },
  });
}

/**
 * Two machines answer each other: this turn ends in silence, and from now on people own the lane. They find a ticket and an
 * incident with the facts.
 */
export async function settleBroken(ctx: Ctx, claim: LaneClaim, reason: string, facts: BreakerFacts): Promise<Settled> {
  return settle(ctx, claim, null, {
    state: 'silent',
    reason: 'breaker',
    outcome: 'silent',
    reply: null,
    handOver: { id: ctx.newId('handover'), reason: 'breaker' },
    ticket: {
      id: ctx.newId('ticket'),
      kind: 'breaker',
      subject: 'The agent was stopped: it seemed to talk to a machine',
    },
    incident: {
      id: ctx.newId('incident'),
      kind: 'breaker',
      fingerprint: `breaker:${claim.conversationId}`,
      severity: 'medium',
      title: 'A conversation was handed to people: two machines seemed to answer each other',
      evidence: {
        conversation_id: claim.conversationId,
        turn_id: claim.turnId,
        agent_id: claim.agentId,
        reason,
        facts,
      },
    },
  });
}

type Ending = Pick<Settlement, 'state' | 'reason'> &
  Partial<Pick<Settlement, 'letterId' | 'ticket' | 'incident' | 'handOver'>> & {
    outcome: string;
    reply: Omit<NonNullable<Settlement['reply']>, 'id'> | null;
  };

/** Runs that end at the same time share a commit. */
const settleRow = groupCommit(settleTurns);

async function settle(ctx: Ctx, claim: LaneClaim, run: RunRecord | null, ending: Ending): Promise<Settled> {
  const settled = await settleRow(ctx.hot, settlementOf(ctx, claim, run, ending));
  if (settled.kind === 'fenced_out') return settled;
  ctx.live({ kind: 'conversation', orgId: claim.orgId, conversationId: claim.conversationId });
  if (ending.incident) ctx.live({ kind: 'changed', orgId: claim.orgId, area: 'incident' });
  if (settled.more) ctx.ring('lanes.take');
  if (settled.leaves) ctx.ring('replies.send');
  if (settled.tells) ctx.ring('post.send');
  return settled;
}

const settlementOf = (ctx: Ctx, claim: LaneClaim, run: RunRecord | null, ending: Ending): Settlement => ({
  orgId: claim.orgId,
  conversationId: claim.conversationId,
  turnId: claim.turnId,
  fence: claim.fence,
  state: ending.state,
  reason: ending.reason,
  endedAt: ctx.now(),
  run: run && runRow(claim.agentId, run, ending.outcome),
  reply: ending.reply && { id: ctx.newId('reply'), ...ending.reply },
  letterId: ending.letterId ?? null,
  ticket: ending.ticket ?? null,
  incident: ending.incident ?? null,
  handOver: ending.handOver ?? null,
  audit: {
    id: ctx.newId('auditEntry'),
    after: {
      conversation_id: claim.conversationId,
      reason: ending.reason,
      attempts: claim.attempts,
      ...(run && { run_id: run.runId, ...journalOf(run) }),
    },
  },
});

function journalOf({ stored, steps }: RunRecord): { steps: number; journal: string } {
  const all = [...stored, ...steps];
  return { steps: all.length, journal: journalDigest(all) };
}
