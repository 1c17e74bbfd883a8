import type { OrgTx } from '@parley/db/client';
import { afterCommit } from '@parley/db/client';
import type { RunHead, RunOverrides } from '@parley/shared/contract/runs';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { readVersionRow } from '../agents/version-view.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchRun, readRunHeads, runHeadView, runIs } from './run-head.ts';

export type ReplayRequest = { id: string; from_step: string; overrides: RunOverrides };

/** So many may wait or run in one organisation: each costs what a run costs. */
const MOST_AT_ONCE = 20;

/** Has a run done again from a step on, with something else. It stands here at once; a worker takes it. */
export const replayRun = (ctx: Ctx, as: As, { id, from_step, overrides }: ReplayRequest): Promise<RunHead> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    const source = await readSource(tx, orgId, id, from_step);
    await refuseTooMany(tx, orgId);
    const version = overrides.agent_version
      ? (await readVersionRow(tx, orgId, source.agentId, overrides.agent_version)).id
      : source.agentVersionId;
    const runId = ctx.newId('run');
    const { conversationId, turnId, agentId, graphVersion } = source;
    await tx.run.create({
      data: {
        ...{ orgId, id: runId, conversationId, turnId, agentId, graphVersion },
        ...{ agentVersionId: version, outcome: 'running', startedAt: ctx.now() },
        ...{ replayOf: id, fromStep: from_step, overrides, replayDueAt: ctx.now() },
      },
    });
    const { prompt, ...named } = overrides;
    await audit(ctx, tx, as, {
      action: 'run.replayed',
      target: { kind: 'run', id: runId },
      after: { replay_of: id, from_step, ...named, other_prompt: prompt !== undefined },
    });
    afterCommit(tx, () => ctx.ring('replays.take'));
    const [row] = await readRunHeads(tx, runIs(orgId, runId), 1);
    if (!row) throw noSuchRun();
    return runHeadView(row);
  });

async function readSource(tx: OrgTx, orgId: string, id: string, fromStep: string) {
  const run = await tx.run.findUnique({ where: { orgId_id: { orgId, id } } });
  if (!run) throw noSuchRun();
  const turn = await tx.turn.findUnique({ where: { orgId_id: { orgId, id: run.turnId } }, select: { endedAt: true } });
  if (!run.endedAt || !turn?.endedAt) throw underWay();
  const steps = await tx.step.findMany({ where: { orgId, runId: id }, orderBy: { position: 'asc' } });
  if (!steps.some(({ key }) => key === fromStep)) throw noSuchStep(steps.map(({ key }) => key));
  if (steps.every(({ content }) => JSON.stringify(content) === '{}')) throw emptied();
  return run;
}

async function refuseTooMany(tx: OrgTx, orgId: string): Promise<void> {
  // One after the other: two that ask at the same time must not both be the last.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('replays'), hashtext(${orgId}))`;
  const waiting = await tx.run.count({ where: { orgId, replayOf: { not: null }, endedAt: null } });
  if (waiting >= MOST_AT_ONCE) throw tooMany();
}

const underWay = () =>
  new ParleyError('conflict', 'run_under_way', 'The run has not ended yet. Wait until it has, then replay it.', {
    retryable: true,
  });
const emptied = () =>
  new ParleyError('conflict', 'run_emptied', 'What this run knew is not kept any more, so it cannot be done again.');
const noSuchStep = (keys: string[]) =>
  new ParleyError('invalid_request', 'no_such_step', `The run has no such step. It has: ${keys.join(', ')}.`, {
    param: 'from_step',
  });
const tooMany = () =>
  new ParleyError(
    'conflict',
    'too_many_replays',
    `${MOST_AT_ONCE} replays wait or run already. Wait until one of them has ended.`,
    { retryable: true },
  );
