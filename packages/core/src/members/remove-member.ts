import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { notify } from '../notifications/notify.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { assertManagesMembers, mayTouch, refuseUnless, roleOf } from './authority.ts';
import { keepAnOwner } from './keep-an-owner.ts';
import { readMember } from './view.ts';

/** Removes a member, and with them their places in teams; their agents have no owner then. Everyone may leave; the last owner stays. */
export async function removeMember(ctx: Ctx, as: As, { userId }: { userId: string }): Promise<void> {
  const leaves = as.actor.kind === 'user' && as.actor.id === userId;
  await ctx.db.inOrg(as.orgId, async (tx) => {
    await lockOrganisation(tx, as.orgId);
    const by = await roleOf(tx, as.orgId, as.actor);
    if (!leaves) assertManagesMembers(by);
    const member = await readMember(tx, as.orgId, userId);
    if (!leaves) refuseUnless(by && mayTouch(by, member.role) ? 'yes' : 'only_owners');
    await tx.agent.updateMany({ where: { orgId: as.orgId, ownerId: userId }, data: { ownerId: null } });
    await tx.membership.delete({ where: { orgId_userId: { orgId: as.orgId, userId } } });
    await keepAnOwner(tx);
    await audit(ctx, tx, as, {
      action: leaves ? 'membership.left' : 'membership.removed',
      target: { kind: 'member', id: userId },
      before: { role: member.role },
      detail: { name: member.name, email: member.email },
    });
    await notify(ctx, tx, as, {
      kind: 'member.removed',
      facts: { member_id: userId, role: member.role, left: leaves },
    });
  });
}
