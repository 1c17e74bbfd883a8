import type { LaneClaim } from '@parley/db/hot/claim-lanes';
import { type Settled, type Settlement, type StepRow, settleTurn as settleRow } from '@parley/db/hot/settle-turn';
import type { Ctx } from '../ctx.ts';

export type { Settled };

export type RunRecord = {
  runId: string;
  agentVersionId: string;
  graphVersion: number;
  model: string | null;
  startedAt: Date;
  steps: StepRow[];
};

/** Ends a turn with its answer: lane, turn, journal and reply in one commit, or nothing when the lane was lost. */
export async function settleAnswered(ctx: Ctx, claim: LaneClaim, run: RunRecord, text: string): Promise<Settled> {
  return settle(ctx, claim, run, {
    state: 'replied',
    reason: null,
    outcome: 'replied',
    reply: { kind: 'answer', cause: 'answer', author: 'agent', text, model: run.model },
  });
}

export const FALLBACK_NOTICE =
  'Something went wrong on our side and I could not answer this. Your message is kept. Please try again in a moment, or call us.';

/** Ends a turn whose attempts are used up: the customer is told, and the lane moves on. */
export async function settleDead(ctx: Ctx, claim: LaneClaim, run: RunRecord | null, reason: string): Promise<Settled> {
  return settle(ctx, claim, run, {
    state: 'dead',
    reason,
    outcome: 'failed',
    reply: { kind: 'notice', cause: 'dead', author: 'system', text: FALLBACK_NOTICE, model: null },
  });
}

type Ending = Pick<Settlement, 'state' | 'reason'> & { outcome: string; reply: Omit<Settlement['reply'], 'id'> };

async function settle(ctx: Ctx, claim: LaneClaim, run: RunRecord | null, ending: Ending): Promise<Settled> {
  const settled = await settleRow(ctx.hot, {
    orgId: claim.orgId,
    conversationId: claim.conversationId,
    turnId: claim.turnId,
    fence: claim.fence,
    state: ending.state,
    reason: ending.reason,
    endedAt: ctx.now(),
    run: run && {
      id: run.runId,
      agentVersionId: run.agentVersionId,
      graphVersion: run.graphVersion,
      outcome: ending.outcome,
      model: run.model,
      startedAt: run.startedAt,
      steps: run.steps,
    },
    reply: { id: ctx.newId('reply'), ...ending.reply },
  });
  if (settled.kind === 'fenced_out') return settled;
  ctx.live({ kind: 'conversation', orgId: claim.orgId, conversationId: claim.conversationId });
  if (settled.more) ctx.ring('lanes.take');
  return settled;
}
