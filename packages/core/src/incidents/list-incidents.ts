import type { Incident } from '@parley/shared/contract/incidents';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { incidentView } from './view.ts';

type Query = PageQuery & { status?: Incident['status'] | undefined };

/** Newest first. */
export async function listIncidents(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after, status }: Query,
): Promise<Page<Incident>> {
  const before = idCursor(starting_after);
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.incident.findMany({
      where: { orgId, ...(status && { status }), ...(before !== null && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    }),
  );
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: incidentView });
}
