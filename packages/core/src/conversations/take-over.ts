import { afterCommit, type OrgTx } from '@parley/db/client';
import type { Conversation } from '@parley/shared/contract/conversations';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { laneLost } from '../turns/lane-lost.ts';
import { type LockedLane, lockLane } from './lock-lane.ts';
import { viewOf } from './view.ts';

/**
 * A person answers from now on. What waits for the agent ends in silence, what it is about to say is fenced off, and what
 * it has said but not sent belongs to an epoch that is over. Somebody else's conversation is taken from them.
 */
export const takeOver = (ctx: Ctx, as: As, { id }: { id: string }): Promise<Conversation> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const lane = await lockLane(tx, as.orgId, id);
    if (lane.owner_user_id !== as.actor.id) await takeLane(ctx, tx, as, id, lane);
    return viewOf(tx, as.orgId, id);
  });

async function takeLane(ctx: Ctx, tx: OrgTx, as: As, id: string, lane: LockedLane): Promise<void> {
  await tx.$executeRaw`
    update turn set state = 'silent', reason = 'person_owns', ended_at = clock_now()
    where org_id = ${as.orgId} and id = any (${lane.waiting}) and state in ('collecting', 'ready', 'running')`;
  await tx.$executeRaw`
    update conversation set owner = 'person', owner_user_id = ${as.actor.id}, owner_epoch = owner_epoch + 1, fence = fence + 1,
      lease_until = null, lease_holder = null, waiting = '{}', head_due_at = null,
      collecting = null, collecting_count = 0, collecting_since = null, collecting_until = null, updated_at = ${ctx.now()}
    where org_id = ${as.orgId} and id = ${id}`;
  await tx.handover.updateMany({
    where: { orgId: as.orgId, conversationId: id, givenBackAt: null },
    data: { givenBackAt: ctx.now() },
  });
  await tx.handover.create({
    data: {
      orgId: as.orgId,
      id: ctx.newId('handover'),
      conversationId: id,
      reason: 'taken_over',
      userId: as.actor.id,
      takenAt: ctx.now(),
    },
  });
  await audit(ctx, tx, as, {
    action: 'conversation.taken_over',
    target: { kind: 'conversation', id },
    before: { owner: lane.owner, user_id: lane.owner_user_id },
    after: { owner: 'person', user_id: as.actor.id, silenced_turns: lane.waiting },
  });
  const [ended] = await tx.$queryRaw<Array<{ tells: boolean }>>`
    select coalesce(current_setting('parley.told', true), '') = 'on' as tells`;
  afterCommit(tx, () => {
    if (ended?.tells) ctx.ring('post.send');
    ctx.live({ kind: 'conversation', orgId: as.orgId, conversationId: id });
    if (lane.leased) ctx.live(laneLost(as.orgId, id, lane.fence));
  });
}
