import type { Member } from '@parley/shared/contract/members';
import type { Role } from '@parley/shared/roles';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { notify } from '../notifications/notify.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { assertManagesMembers, mayChangeRole, refuseUnless, roleOf } from './authority.ts';
import { keepAnOwner } from './keep-an-owner.ts';
import { readMember } from './view.ts';

export async function changeMemberRole(
  ctx: Ctx,
  as: As,
  { userId, role }: { userId: string; role: Role },
): Promise<Member> {
  return ctx.db.inOrg(as.orgId, async (tx) => {
    await lockOrganisation(tx, as.orgId);
    const by = await roleOf(tx, as.orgId, as.actor);
    assertManagesMembers(by);
    const member = await readMember(tx, as.orgId, userId);
    if (member.role === role) return member;
    refuseUnless(mayChangeRole({ by, self: userId === as.actor.id, from: member.role, to: role }));
    await tx.membership.update({ where: { orgId_userId: { orgId: as.orgId, userId } }, data: { role } });
    await keepAnOwner(tx);
    await audit(ctx, tx, as, {
      action: 'membership.role_changed',
      target: { kind: 'member', id: userId },
      before: { role: member.role },
      after: { role },
    });
    await notify(ctx, tx, as, {
      kind: 'member.role_changed',
      facts: { member_id: userId, from: member.role, to: role },
    });
    return { ...member, role };
  });
}
