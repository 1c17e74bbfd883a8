import type { WebhookEndpoint } from '@parley/shared/contract/webhooks';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { endpointView, readRow, SHOWN } from './view.ts';

/** Newest first: an id begins with its time. */
export async function listEndpoints(
  ctx: Ctx,
  { orgId }: As,
  { limit, starting_after }: PageQuery,
): Promise<Page<WebhookEndpoint>> {
  const after = idCursor(starting_after);
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.webhookEndpoint.findMany({
      where: { orgId, ...(after !== null && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      select: SHOWN,
    }),
  );
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: (row) => endpointView(row, ctx.now()) });
}

export const readEndpoint = (ctx: Ctx, { orgId }: As, id: string): Promise<WebhookEndpoint> =>
  ctx.db.inOrg(orgId, async (tx) => endpointView(await readRow(tx, orgId, id), ctx.now()));
