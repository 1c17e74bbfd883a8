import type { Team } from '@parley/shared/contract/teams';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import type { Ctx } from '../ctx.ts';
import { readTeam } from './view.ts';

export type Place = { id: string; userId: string };

/** Puts a member into a team. Being in it already is fine, and leaves no second entry. */
export async function addTeamMember(ctx: Ctx, as: As, place: Place): Promise<Team> {
  try {
    return await add(ctx, as, place);
  } catch (error) {
    throw brokenConstraint(error) === 'foreign_key' ? noSuchPlace() : error;
  }
}

const add = (ctx: Ctx, as: As, { id, userId }: Place): Promise<Team> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { count } = await tx.teamMember.createMany({
      data: [{ orgId: as.orgId, teamId: id, userId }],
      skipDuplicates: true,
    });
    if (count === 1) {
      await audit(ctx, tx, as, {
        action: 'team.member_added',
        target: { kind: 'team', id },
        after: { member: userId },
      });
    }
    return readTeam(tx, as.orgId, id);
  });

/** The foreign keys answer: no such team, or nobody of that id in the organisation. */
const noSuchPlace = () =>
  new ParleyError(
    'not_found',
    'no_such_team_or_member',
    'There is no team with this id, or nobody with this id is a member of the organisation.',
  );
