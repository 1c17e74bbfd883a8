import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchTeam } from './view.ts';

/** The team goes; its people stay members of the organisation, and its agents are of no team then. */
export async function deleteTeam(ctx: Ctx, as: As, { id }: { id: string }): Promise<void> {
  await ctx.db.inOrg(as.orgId, async (tx) => {
    // Locked first: whoever is put into the team at this moment is in the record, or is refused.
    const [team] = await tx.$queryRaw<Array<{ name: string }>>`
      select name from team where org_id = ${as.orgId} and id = ${id} for update`;
    if (!team) throw noSuchTeam();
    const people = await tx.teamMember.findMany({ where: { orgId: as.orgId, teamId: id }, orderBy: { userId: 'asc' } });
    await tx.agent.updateMany({ where: { orgId: as.orgId, teamId: id }, data: { teamId: null } });
    await tx.team.delete({ where: { orgId_id: { orgId: as.orgId, id } } });
    await audit(ctx, tx, as, {
      action: 'team.deleted',
      target: { kind: 'team', id },
      before: { members: people.map(({ userId }) => userId) },
      detail: { name: team.name },
    });
  });
}
