import type { Erasure } from '@parley/shared/contract/erasures';
import { ParleyError } from '@parley/shared/errors';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { erasureView } from './view.ts';

/** Newest first. */
export async function listErasures(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after }: PageQuery,
): Promise<Page<Erasure>> {
  const before = idCursor(starting_after);
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.erasure.findMany({
      where: { orgId, ...(before && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    }),
  );
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: erasureView });
}

export async function readErasure(ctx: Ctx, orgId: string, id: string): Promise<Erasure> {
  const row = await ctx.db.inOrg(orgId, (tx) => tx.erasure.findUnique({ where: { orgId_id: { orgId, id } } }));
  if (!row) {
    throw new ParleyError('not_found', 'no_such_erasure', 'There is no such erasure. GET /v1/erasures lists yours.');
  }
  return erasureView(row);
}
