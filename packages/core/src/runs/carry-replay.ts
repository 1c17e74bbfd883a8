import { stepColumns } from '@parley/db/hot/settle-turn';
import { claimReplays as claim, type ReplayClaim } from '@parley/db/post/claim-replays';
import { type RunOverrides, runOverridesSchema } from '@parley/shared/contract/runs';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { Ctx, OrgTx } from '../ctx.ts';
import { type RunRecord, runRow } from '../turns/run-record.ts';

export type { ReplayClaim };

/** Longer than a run may take: who has not written its end by then is dead. */
const LEASE_MS = LANE_LIMITS.turnTimeoutMs + 60_000;
/** A crash uses one up, and so does waiting for a provider. */
export const MOST_REPLAY_ATTEMPTS = 5;

export const claimReplays = (ctx: Pick<Ctx, 'hot'>, limit: number): Promise<ReplayClaim[]> =>
  claim(ctx.hot, { limit, leaseMs: LEASE_MS });

export type ReplayOrder = {
  conversationId: string;
  contactId: string;
  turnId: string;
  agentVersionId: string;
  replayOf: string;
  fromStep: string;
  overrides: RunOverrides;
  /** Of the version that is to run, where another was named. */
  spec: unknown;
  past: Array<{ key: string; kind: string; content: unknown; startedAt: Date; durationMs: number }>;
};

/** What is to be done; null once it has ended otherwise. */
export const readReplay = (ctx: Pick<Ctx, 'db'>, { orgId, id, attempt }: ReplayClaim): Promise<ReplayOrder | null> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const run = await tx.run.findUnique({ where: { orgId_id: { orgId, id } } });
    if (!run || run.replayOf === null || run.endedAt || run.replayAttempts !== attempt) return null;
    const { conversationId, turnId, agentVersionId, replayOf } = run;
    const overrides = runOverridesSchema.parse(run.overrides);
    const conversation = await tx.conversation.findUniqueOrThrow({
      where: { orgId_id: { orgId, id: conversationId } },
    });
    const version = overrides.agent_version
      ? await tx.agentVersion.findUniqueOrThrow({ where: { orgId_id: { orgId, id: agentVersionId } } })
      : null;
    const past = await tx.step.findMany({ where: { orgId, runId: replayOf }, orderBy: { position: 'asc' } });
    return {
      ...{ conversationId, turnId, agentVersionId, replayOf, overrides, past },
      contactId: conversation.contactId,
      fromStep: run.fromStep ?? 'frame',
      spec: version?.spec ?? null,
    };
  });

export type ReplayEnd = {
  outcome: 'replied' | 'blocked' | 'handed_off' | 'failed' | 'stopped';
  /** What would have been said, and why it ended as it did. */
  text: string | null;
  reason: string | null;
};

/** Writes what came of a replay: its steps, its end and what it cost, in one commit. Overtaken, it writes nothing. */
export const endReplay = (
  ctx: Ctx,
  claim: ReplayClaim,
  order: Pick<ReplayOrder, 'conversationId' | 'turnId' | 'contactId'>,
  record: RunRecord,
  { outcome, text, reason }: ReplayEnd,
): Promise<'ended' | 'overtaken'> =>
  ctx.db.inOrg(claim.orgId, async (tx) => {
    const { orgId, id, agentId, attempt } = claim;
    const ending = {
      key: 'ending',
      kind: 'ending',
      content: { response: { text, reason } },
      startedAt: ctx.now(),
      durationMs: 0,
    };
    const row = runRow(agentId, { ...record, runId: id, steps: [...record.steps, ending] }, outcome);
    const { count } = await tx.run.updateMany({
      where: { orgId, id, replayAttempts: attempt, endedAt: null },
      data: {
        ...row.used,
        costMicros: { increment: row.used.costMicros },
        outcome,
        model: record.model,
        endedAt: ctx.now(),
        replayDueAt: null,
      },
    });
    if (count === 0) return 'overtaken';
    const erased = await isErased(tx, orgId, order.contactId);
    await tx.step.createMany({
      data: row.steps.map((step, position) => ({
        ...{ orgId, runId: id, position, ...step },
        content: (erased ? {} : step.content) as object,
      })),
    });
    await writeCosts(tx, claim, order, row, ctx.now());
    return 'ended';
  });

/** Under the contact's lock: what is stored before an erasure begins is found by it, and what comes after holds nothing. */
async function isErased(tx: OrgTx, orgId: string, contactId: string): Promise<boolean> {
  const [contact] = await tx.$queryRaw<Array<{ erased_at: Date | null }>>`
    select erased_at from contact where org_id = ${orgId} and id = ${contactId} for share`;
  return !contact || contact.erased_at !== null;
}

/** It is not its time: it is due again later. What was paid until then stands in the ledger, its steps are made anew. */
export const postponeReplay = (
  ctx: Pick<Ctx, 'db' | 'now'>,
  claim: ReplayClaim,
  order: Pick<ReplayOrder, 'conversationId' | 'turnId'>,
  record: RunRecord,
  afterMs: number,
): Promise<'postponed' | 'overtaken'> =>
  ctx.db.inOrg(claim.orgId, async (tx) => {
    const { orgId, id, agentId, attempt } = claim;
    const row = runRow(agentId, { ...record, runId: id }, 'running');
    const postponed = await tx.$executeRaw`
      update run set replay_due_at = clock_now() + ${afterMs}::int * interval '1 millisecond', cost_micros = cost_micros + ${row.used.costMicros}
      where org_id = ${orgId} and id = ${id} and replay_attempts = ${attempt} and ended_at is null`;
    if (postponed === 0) return 'overtaken';
    await writeCosts(tx, claim, order, row, ctx.now());
    return 'postponed';
  });

const writeCosts = (
  tx: OrgTx,
  { orgId, id, agentId }: ReplayClaim,
  { conversationId, turnId }: Pick<ReplayOrder, 'conversationId' | 'turnId'>,
  row: ReturnType<typeof runRow>,
  at: Date,
): Promise<number> =>
  tx.$executeRaw`select write_costs(${orgId}, ${conversationId}, ${turnId}, ${id}, ${agentId}, ${JSON.stringify(stepColumns(row))}::jsonb, ${at})`;
