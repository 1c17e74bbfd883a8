import type { Member } from '@parley/shared/contract/members';
import type { Ctx } from '../ctx.ts';
import { cursorOf, type Page, type PageQuery, pageOf, placeOf } from '../page.ts';
import { memberView, WITH_USER } from './view.ts';

/** Members by the time they joined; of one team, or all. */
export async function listMembers(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after, team }: PageQuery & { team?: string | undefined },
): Promise<Page<Member>> {
  const place = placeOf(starting_after);
  const after = place && {
    OR: [{ createdAt: { gt: place.at } }, { createdAt: place.at, userId: { gt: place.id } }],
  };
  const ofTeam = team !== undefined && { teams: { some: { teamId: team } } };
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.membership.findMany({
      where: { orgId, ...after, ...ofTeam },
      orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
      take: limit + 1,
      include: WITH_USER,
    }),
  );
  return pageOf(rows, limit, { cursor: (row) => cursorOf({ at: row.createdAt, id: row.userId }), view: memberView });
}
