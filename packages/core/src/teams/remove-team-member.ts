import type { Team } from '@parley/shared/contract/teams';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchMember } from '../members/view.ts';
import type { Place } from './add-team-member.ts';
import { readTeam } from './view.ts';

export async function removeTeamMember(ctx: Ctx, as: As, { id, userId }: Place): Promise<Team> {
  return ctx.db.inOrg(as.orgId, async (tx) => {
    const { count } = await tx.teamMember.deleteMany({ where: { orgId: as.orgId, teamId: id, userId } });
    const team = await readTeam(tx, as.orgId, id);
    if (count === 0) throw noSuchMember();
    await audit(ctx, tx, as, {
      action: 'team.member_removed',
      target: { kind: 'team', id },
      before: { member: userId },
    });
    return team;
  });
}
