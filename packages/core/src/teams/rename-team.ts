import type { Team } from '@parley/shared/contract/teams';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import type { Ctx } from '../ctx.ts';
import { nameTaken, readTeam } from './view.ts';

type Renaming = { id: string; name: string };

export async function renameTeam(ctx: Ctx, as: As, { id, name }: Renaming): Promise<Team> {
  try {
    return await rename(ctx, as, { id, name });
  } catch (error) {
    throw brokenConstraint(error) === 'unique' ? nameTaken() : error;
  }
}

const rename = (ctx: Ctx, as: As, { id, name }: Renaming): Promise<Team> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    // Locked, so that two renamings at once each record the name that they replaced.
    await tx.$queryRaw`select 1 from team where org_id = ${as.orgId} and id = ${id} for no key update`;
    const team = await readTeam(tx, as.orgId, id);
    if (team.name === name) return team;
    await tx.team.update({ where: { orgId_id: { orgId: as.orgId, id } }, data: { name } });
    await audit(ctx, tx, as, {
      action: 'team.renamed',
      target: { kind: 'team', id },
      detail: { before: { name: team.name }, after: { name } },
    });
    return { ...team, name };
  });
