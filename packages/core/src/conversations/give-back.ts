import { afterCommit, type OrgTx } from '@parley/db/client';
import type { Conversation } from '@parley/shared/contract/conversations';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { type LockedLane, lockLane } from './lock-lane.ts';
import { viewOf } from './view.ts';

type Return = { id: string; note: string | null };

/** The agent answers again, from the next message on; its next run is told who answered meanwhile, and the note. */
export const giveBack = (ctx: Ctx, as: As, { id, note }: Return): Promise<Conversation> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const lane = await lockLane(tx, as.orgId, id);
    if (lane.owner === 'agent') throw agentOwns();
    await returnLane(ctx, tx, as, { id, note }, lane);
    return viewOf(tx, as.orgId, id);
  });

async function returnLane(ctx: Ctx, tx: OrgTx, as: As, { id, note }: Return, lane: LockedLane): Promise<void> {
  await tx.$executeRaw`
    update conversation set owner = 'agent', owner_user_id = null, owner_epoch = owner_epoch + 1, updated_at = ${ctx.now()}
    where org_id = ${as.orgId} and id = ${id}`;
  await tx.handover.updateMany({
    where: { orgId: as.orgId, conversationId: id, givenBackAt: null },
    data: { givenBackAt: ctx.now(), note },
  });
  await audit(ctx, tx, as, {
    action: 'conversation.given_back',
    target: { kind: 'conversation', id },
    before: { owner: 'person', user_id: lane.owner_user_id },
    after: { owner: 'agent', with_note: note !== null },
  });
  afterCommit(tx, () => ctx.live({ kind: 'conversation', orgId: as.orgId, conversationId: id }));
}

const agentOwns = () =>
  new ParleyError(
    'conflict',
    'agent_owns',
    'The agent answers this conversation already: there is nothing to give back.',
  );
