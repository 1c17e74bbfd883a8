import type { OrderSummary } from '@parley/shared/contract/orders';
import type { Ctx } from '../ctx.ts';
import { cursorOf, type Page, type PageQuery, pageOf, placeOf } from '../page.ts';
import { summaryView } from './view.ts';

type Query = PageQuery & {
  contact?: string | undefined;
  status?: OrderSummary['status'] | undefined;
  number?: string | undefined;
};

/** Newest first. */
export async function listOrders(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after, contact, status, number }: Query,
): Promise<Page<OrderSummary>> {
  const before = placeOf(starting_after);
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.order.findMany({
      where: {
        orgId,
        ...(contact && { contactId: contact }),
        ...(status && { status }),
        ...(number && { number }),
        ...(before && { OR: [{ placedAt: { lt: before.at } }, { placedAt: before.at, id: { lt: before.id } }] }),
      },
      orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    }),
  );
  return pageOf(rows, limit, { cursor: ({ placedAt, id }) => cursorOf({ at: placedAt, id }), view: summaryView });
}
