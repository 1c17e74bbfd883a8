import type { OrgTx } from '@parley/db/client';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { type LockedLane, lockLane } from '../conversations/lock-lane.ts';
import type { Ctx } from '../ctx.ts';
import type { LetterRow } from './view.ts';

export type Redriven = {
  id: string;
  outcome: 'redriven' | 'already_redriven' | 'person_owns' | 'too_many_waiting' | 'not_found';
  turn_id: string | null;
};

/** Asks the agent once more. Each letter is a change of its own: one that cannot be redriven holds up no other. */
export async function redriveDeadLetters(ctx: Ctx, as: As, { ids }: { ids: readonly string[] }): Promise<Redriven[]> {
  const done: Redriven[] = [];
  for (const id of ids) done.push({ id, ...(await redrive(ctx, as, id)) });
  if (done.some(({ outcome }) => outcome === 'redriven')) ctx.ring('lanes.take');
  return done;
}

const refused = (outcome: Redriven['outcome'], turnId: string | null = null) => ({ outcome, turn_id: turnId });

const redrive = (ctx: Ctx, as: As, id: string): Promise<Omit<Redriven, 'id'>> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const key = { orgId_id: { orgId: as.orgId, id } };
    const found = await tx.deadLetter.findUnique({ where: key });
    if (!found) return refused('not_found');
    const lane = await lockLane(tx, as.orgId, found.conversationId);
    // Read again under the lane's lock: two who redrive it at once are one.
    const letter = await tx.deadLetter.findUniqueOrThrow({ where: key });
    if (letter.redrivenTurnId) return refused('already_redriven', letter.redrivenTurnId);
    if (lane.owner === 'person') return refused('person_owns');
    if (lane.waiting.length >= LANE_LIMITS.maxWaiting) return refused('too_many_waiting');
    const turnId = await replaceTurn(ctx, tx, letter, lane);
    await audit(ctx, tx, as, {
      action: 'dead_letter.redriven',
      target: { kind: 'dead_letter', id },
      after: { conversation_id: letter.conversationId, dead_turn_id: letter.turnId, turn_id: turnId },
    });
    return { outcome: 'redriven', turn_id: turnId };
  });

/** A new turn at the lane's end with the dead one's messages; it reads the conversation as it is by now. */
async function replaceTurn(ctx: Ctx, tx: OrgTx, letter: LetterRow, lane: LockedLane): Promise<string> {
  const { orgId, conversationId } = letter;
  const turnId = ctx.newId('turn');
  await tx.turn.create({
    data: {
      ...{ orgId, id: turnId, conversationId, agentId: lane.agent_id },
      ...{ state: 'ready', place: lane.last_seq, createdAt: ctx.now() },
    },
  });
  await tx.$executeRaw`
    update turn set state = 'superseded', superseded_by = ${turnId}
    where org_id = ${orgId} and id = ${letter.turnId} and state = 'dead'`;
  await tx.message.updateMany({ where: { orgId, id: { in: letter.messageIds } }, data: { turnId } });
  await tx.$executeRaw`
    update conversation set waiting = waiting || ${turnId}::text, head_due_at = coalesce(head_due_at, clock_now()), updated_at = ${ctx.now()}
    where org_id = ${orgId} and id = ${conversationId}`;
  await tx.deadLetter.update({
    where: { orgId_id: { orgId, id: letter.id } },
    data: { redrivenAt: ctx.now(), redrivenTurnId: turnId },
  });
  return turnId;
}
