import type { OrgTx } from '@parley/db/client';
import { type RunDetail, runOverridesSchema } from '@parley/shared/contract/runs';
import { z } from 'zod';
import type { As } from '../acting.ts';
import { recordReadingOf } from '../conversations/record-reading.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchRun, readRunHeads, runHeadView, runIs } from './run-head.ts';

/** A step as it is kept: what it says depends on its kind, and on how old it is. */
export type StoredStep = { key: string; kind: string; content: unknown; startedAt: Date; durationMs: number };

export type StoredEffect = {
  id: string;
  stepKey: string;
  tool: string;
  effectClass: string;
  state: string;
  begunAt: Date;
  finishedAt: Date | null;
};

export type StoredRun = Omit<RunDetail, 'steps'> & { steps: StoredStep[]; effects: StoredEffect[] };

/** Runs with all that is kept of them. It is content: that somebody has read it is written down. */
export const readRuns = (ctx: Ctx, as: As, ids: readonly string[]): Promise<StoredRun[]> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const runs: StoredRun[] = [];
    for (const id of new Set(ids)) {
      runs.push(await readStored(tx, as.orgId, id));
      await recordReadingOf(ctx, tx, as, { kind: 'run', id });
    }
    return runs;
  });

export async function readRun(ctx: Ctx, as: As, id: string): Promise<StoredRun> {
  const [run] = await readRuns(ctx, as, [id]);
  if (!run) throw noSuchRun();
  return run;
}

/** A replay's last step: what it would have said, and why it ended. */
const endingSchema = z
  .object({ response: z.object({ text: z.string().nullable(), reason: z.string().nullable() }) })
  .transform(({ response }) => response)
  .nullable()
  .catch(null);

async function readStored(tx: OrgTx, orgId: string, id: string): Promise<StoredRun> {
  const [row] = await readRunHeads(tx, runIs(orgId, id), 1);
  const run = row && (await tx.run.findUnique({ where: { orgId_id: { orgId, id } } }));
  if (!row || !run) throw noSuchRun();
  const head = runHeadView(row);
  const turn = await tx.turn.findUnique({ where: { orgId_id: { orgId, id: run.turnId } } });
  const steps = await tx.step.findMany({ where: { orgId, runId: id }, orderBy: { position: 'asc' } });
  const ending = endingSchema.parse(steps.find(({ kind }) => kind === 'ending')?.content);
  return {
    ...head,
    graph_version: run.graphVersion,
    attempts: head.kind === 'replay' ? run.replayAttempts : (turn?.attempts ?? 0),
    overrides: runOverridesSchema.nullable().catch(null).parse(run.overrides),
    answer: head.kind === 'replay' ? (ending?.text ?? null) : await answerOf(tx, orgId, head),
    reason: head.kind === 'replay' ? (ending?.reason ?? null) : (turn?.reason ?? null),
    steps: steps.filter(({ kind }) => kind !== 'ending'),
    effects: await tx.effect.findMany({ where: { orgId, runId: id }, orderBy: { id: 'asc' } }),
  };
}

const SAID: readonly string[] = ['replied', 'blocked', 'handed_off'];

async function answerOf(tx: OrgTx, orgId: string, { turn_id: turnId, outcome }: RunDetailHead): Promise<string | null> {
  if (!SAID.includes(outcome)) return null;
  const reply = await tx.reply.findFirst({ where: { orgId, turnId, kind: 'answer' }, select: { text: true } });
  return reply?.text ?? null;
}

type RunDetailHead = Pick<RunDetail, 'turn_id' | 'outcome'>;
