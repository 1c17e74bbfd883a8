import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchTeam } from './view.ts';

/** The team goes; its people stay members of the organisation. */
export async function deleteTeam(ctx: Ctx, as: As, { id }: { id: string }): Promise<void> {
  await ctx.db.inOrg(as.orgId, async (tx) => {
    const people = await tx.teamMember.findMany({ where: { orgId: as.orgId, teamId: id }, orderBy: { userId: 'asc' } });
    const [gone] = await tx.$queryRaw<Array<{ name: string }>>`
      delete from team where org_id = ${as.orgId} and id = ${id} returning name`;
    if (!gone) throw noSuchTeam();
    await audit(ctx, tx, as, {
      action: 'team.deleted',
      target: { kind: 'team', id },
      before: { members: people.map(({ userId }) => userId) },
      detail: { name: gone.name },
    });
  });
}
