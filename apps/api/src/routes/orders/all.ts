import { discountAsPerson, refundAsPerson } from '@parley/core/orders/as-person';
import { listOrders } from '@parley/core/orders/list-orders';
import { readOrder } from '@parley/core/orders/read-order';
import * as orders from '@parley/shared/contract/orders';
import { centsOf } from '@parley/shared/money';
import { implement, type Route } from '../../http/route.ts';
import { pushOrderRoute } from './push-order.ts';

export const orderRoutes: readonly Route[] = [
  implement(orders.listOrders)(async (ctx, { caller, query }) => ({
    status: 200,
    body: await listOrders(ctx.core, caller.as.orgId, query),
  })),
  implement(orders.readOrder)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await readOrder(ctx.core, caller.as.orgId, params.id),
  })),
  pushOrderRoute,
  implement(orders.refundOrder)(async (ctx, { caller, params, body: { amount, reason } }) => ({
    status: 201,
    body: await refundAsPerson(ctx.core, caller.as, {
      id: params.id,
      cents: amount === undefined ? undefined : (centsOf(amount) ?? 0),
      reason,
    }),
  })),
  implement(orders.discountOrder)(async (ctx, { caller, params, body }) => ({
    status: 201,
    body: await discountAsPerson(ctx.core, caller.as, { ...body, id: params.id }),
  })),
];
