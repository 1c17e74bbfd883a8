import type { Run, RunStep } from '@parley/shared/contract/runs';
import { z } from 'zod';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { recordReading } from './record-reading.ts';
import { noSuchConversation } from './view.ts';

/** A turn leaves one or two; the bound is for a reader's sake. */
const MOST_RUNS = 10;

/** What the agent did about a turn of a conversation, oldest first. */
export async function listRuns(
  ctx: Ctx,
  as: As,
  { id, turn_id: turnId }: { id: string; turn_id: string },
): Promise<Run[]> {
  const { orgId } = as;
  return ctx.db.inOrg(orgId, async (tx) => {
    const known = await tx.conversation.findUnique({ where: { orgId_id: { orgId, id } }, select: { id: true } });
    if (!known) throw noSuchConversation();
    await recordReading(ctx, tx, as, id);
    const runs = await tx.run.findMany({
      where: { orgId, conversationId: id, turnId, replayOf: null },
      orderBy: { id: 'asc' },
      take: MOST_RUNS,
    });
    const steps = await tx.step.findMany({
      where: { orgId, runId: { in: runs.map((run) => run.id) } },
      orderBy: { position: 'asc' },
    });
    return runs.map((run) =>
      runView(
        run,
        steps.filter(({ runId }) => runId === run.id),
      ),
    );
  });
}

type RunRow = {
  id: string;
  turnId: string;
  agentVersionId: string;
  outcome: string;
  model: string | null;
  startedAt: Date;
  endedAt: Date | null;
};
type StepRow = { key: string; kind: string; content: unknown; startedAt: Date; durationMs: number };

function runView(run: RunRow, rows: readonly StepRow[]): Run {
  const steps = rows.map(stepView);
  return {
    id: run.id,
    turn_id: run.turnId,
    agent_version_id: run.agentVersionId,
    outcome: run.outcome,
    model: run.model,
    started_at: run.startedAt.toISOString(),
    ended_at: run.endedAt?.toISOString() ?? null,
    input_tokens: steps.reduce((sum, step) => sum + (step.input_tokens ?? 0), 0),
    output_tokens: steps.reduce((sum, step) => sum + (step.output_tokens ?? 0), 0),
    steps,
  };
}

/** A journal of an older version, or one that was emptied by an erasure, tells less. */
const content = z.object({
  response: z.unknown(),
  usage: z.object({ inputTokens: z.number().int(), outputTokens: z.number().int() }).nullish().catch(null),
});
const answer = z.object({
  model: z.string().nullable().catch(null),
  text: z.string().nullable().catch(null),
  toolCalls: z.array(z.object({ name: z.string(), args: z.unknown() })).catch([]),
});
const NO_ANSWER = { model: null, text: null, toolCalls: [] };

function stepView({ key, kind, content: kept, startedAt, durationMs }: StepRow): RunStep {
  const { response, usage } = content.catch({ response: null, usage: null }).parse(kept);
  const { model, text, toolCalls } = kind === 'model' ? answer.catch(NO_ANSWER).parse(response) : NO_ANSWER;
  return {
    key,
    kind: kind as RunStep['kind'],
    started_at: startedAt.toISOString(),
    duration_ms: durationMs,
    model,
    text,
    tool_calls: toolCalls.map(({ name, args }) => ({ name, args: args ?? null })),
    result: ['tool', 'guard', 'decision'].includes(kind) ? (response ?? null) : null,
    input_tokens: usage?.inputTokens ?? null,
    output_tokens: usage?.outputTokens ?? null,
  };
}
