import type { Team } from '@parley/shared/contract/teams';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { nameTaken, teamView } from './view.ts';

export async function createTeam(ctx: Ctx, as: As, { name }: { name: string }): Promise<Team> {
  const row = { orgId: as.orgId, id: ctx.newId('team'), name, createdAt: ctx.now() };
  return ctx.db.inOrg(as.orgId, async (tx) => {
    const { count } = await tx.team.createMany({ data: [row], skipDuplicates: true });
    if (count === 0) throw nameTaken();
    await audit(ctx, tx, as, { action: 'team.created', target: { kind: 'team', id: row.id }, detail: { name } });
    return teamView({ ...row, _count: { members: 0 } });
  });
}
