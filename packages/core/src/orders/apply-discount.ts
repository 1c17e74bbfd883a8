import type { OrgTx } from '@parley/db/client';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { type Origin, originColumns } from '../origin.ts';
import { lockOrder, type WhichOrder } from './find-order.ts';
import type { OrderRefusal } from './refusal.ts';
import { readWhole, refundableOf, type WholeOrder } from './view.ts';

export type DiscountRequest = { which: WhichOrder; percent: number; reason: string; origin: Origin };
export type Discounted = {
  kind: 'discounted';
  cents: number;
  /** Of it, what was paid already and is given back. */
  creditedCents: number;
  order: WholeOrder;
};

/** Off the whole price, rounded in the house's favour. */
export const discountCents = ({ totalCents }: { totalCents: number }, percent: number): number =>
  Math.floor((totalCents * percent) / 100);

/** Once per order. */
export async function applyDiscount(
  ctx: Ctx,
  tx: OrgTx,
  as: As,
  { which, percent, reason, origin }: DiscountRequest,
): Promise<Discounted | OrderRefusal> {
  const { orgId } = as;
  const found = await lockOrder(tx, orgId, which);
  if (found.kind !== 'found') return found;
  const { order } = found;
  const [before] = order.discounts;
  if (before) return { kind: 'already_discounted', number: order.number, percent: before.percent };
  if (order.status === 'cancelled') return { kind: 'order_cancelled', number: order.number };
  const cents = discountCents(order, percent);
  // What is owed afterwards, and what was paid beyond it.
  const overpaid = order.paidCents - order.refundedCents - (order.totalCents - cents);
  const creditedCents = Math.max(0, Math.min(cents, overpaid, refundableOf(order)));
  const now = ctx.now();
  await tx.order.update({
    where: { orgId_id: { orgId, id: order.id } },
    data: {
      discountedCents: { increment: cents },
      creditedCents: { increment: creditedCents },
      updatedAt: now,
    },
  });
  const id = ctx.newId('discount');
  const { actor } = as;
  await tx.discount.create({
    data: {
      ...{ orgId, id, orderId: order.id, percent, amountCents: cents, reason },
      ...{ actorKind: actor.kind, actorId: actor.id },
      ...originColumns(origin),
      createdAt: now,
    },
  });
  await audit(ctx, tx, as, {
    action: 'order.discounted',
    target: { kind: 'order', id: order.id },
    after: { discount_id: id, percent, amount_cents: cents, credited_cents: creditedCents, currency: order.currency },
    detail: { reason },
  });
  const after = await readWhole(tx, orgId, order.id);
  return { kind: 'discounted', cents, creditedCents, order: after ?? order };
}
