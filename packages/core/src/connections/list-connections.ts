import type { ConnectionKind } from '@parley/shared/connections';
import type { Connection } from '@parley/shared/contract/connections';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { connectionView, SHOWN } from './view.ts';

type Query = PageQuery & { kind?: ConnectionKind | undefined };

/** Newest first; of one kind, or all. */
export async function listConnections(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after, kind }: Query,
): Promise<Page<Connection>> {
  const after = idCursor(starting_after);
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.connection.findMany({
      where: { orgId, ...(kind && { kind }), ...(after !== null && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      select: SHOWN,
    }),
  );
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: connectionView });
}
