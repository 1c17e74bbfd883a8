import type { Invitation } from '@parley/shared/contract/members';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { invitationView } from './view.ts';

/** Newest first. */
export async function listInvitations(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after }: PageQuery,
): Promise<Page<Invitation>> {
  const before = idCursor(starting_after);
  const now = ctx.now();
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.invitation.findMany({
      where: { orgId, ...(before !== null && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    }),
  );
  return pageOf(rows, limit, { cursor: (row) => row.id, view: (row) => invitationView(row, now) });
}
