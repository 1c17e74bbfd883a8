import type { OrgTx } from '@parley/db/client';
import type { Order } from '@parley/shared/contract/orders';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { applyDiscount } from './apply-discount.ts';
import { issueRefund } from './issue-refund.ts';
import { type OrderRefusal, refusedBy } from './refusal.ts';
import { orderView, type WholeOrder } from './view.ts';

/* The verbs as people and their systems use them: in a transaction of their own, and a refusal is an error. */

const changed = (
  ctx: Ctx,
  as: As,
  change: (tx: OrgTx) => Promise<{ kind: 'refunded' | 'discounted'; order: WholeOrder } | OrderRefusal>,
): Promise<Order> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const done = await change(tx);
    if (!('order' in done)) throw refusedBy(done);
    return orderView(done.order);
  });

export const refundAsPerson = (
  ctx: Ctx,
  as: As,
  { id, cents, reason }: { id: string; cents: number | undefined; reason: string },
): Promise<Order> => changed(ctx, as, (tx) => issueRefund(ctx, tx, as, { which: { id }, cents, reason, origin: null }));

export const discountAsPerson = (
  ctx: Ctx,
  as: As,
  { id, ...discount }: { id: string; percent: number; reason: string },
): Promise<Order> => changed(ctx, as, (tx) => applyDiscount(ctx, tx, as, { ...discount, which: { id }, origin: null }));
