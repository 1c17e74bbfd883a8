import type { Team } from '@parley/shared/contract/teams';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { teamView, WITH_SIZE } from './view.ts';

/** Oldest first. */
export async function listTeams(ctx: Ctx, orgId: string, { limit, starting_after }: PageQuery): Promise<Page<Team>> {
  const after = idCursor(starting_after);
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.team.findMany({
      where: { orgId, ...(after !== null && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: limit + 1,
      include: WITH_SIZE,
    }),
  );
  return pageOf(rows, limit, { cursor: (row) => row.id, view: teamView });
}
