import type { Order } from '@parley/shared/contract/orders';
import type { Ctx } from '../ctx.ts';
import { findOrder } from './find-order.ts';
import { refusedBy } from './refusal.ts';
import { orderView } from './view.ts';

export const readOrder = (ctx: Ctx, orgId: string, id: string): Promise<Order> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const found = await findOrder(tx, orgId, { id });
    if (found.kind !== 'found') throw refusedBy(found);
    return orderView(found.order);
  });
