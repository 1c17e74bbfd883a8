import type { OrgTx } from '@parley/db/client';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { type Origin, originColumns } from '../origin.ts';
import { withReference } from '../references/with-reference.ts';
import { lockOrder, type WhichOrder } from './find-order.ts';
import type { OrderRefusal } from './refusal.ts';
import { readWhole, refundableOf, type WholeOrder } from './view.ts';

export type RefundRequest = {
  which: WhichOrder;
  /** Left out: all that is refundable. */
  cents?: number | undefined;
  reason: string;
  origin: Origin;
};

export type Refunded = { kind: 'refunded'; reference: string; cents: number; order: WholeOrder };

/** Money back, never more than was paid: of refunds at once, each sees those before it, and a check stands behind them. */
export async function issueRefund(
  ctx: Ctx,
  tx: OrgTx,
  as: As,
  { which, cents: asked, reason, origin }: RefundRequest,
): Promise<Refunded | OrderRefusal> {
  const { orgId } = as;
  const found = await lockOrder(tx, orgId, which);
  if (found.kind !== 'found') return found;
  const { order } = found;
  const refundableCents = refundableOf(order);
  if (refundableCents <= 0) return { kind: 'nothing_refundable', number: order.number };
  const cents = asked ?? refundableCents;
  if (cents <= 0 || cents > refundableCents) {
    return { kind: 'over_refundable', refundableCents, currency: order.currency };
  }
  const now = ctx.now();
  await tx.order.update({
    where: { orgId_id: { orgId, id: order.id } },
    data: { refundedCents: { increment: cents }, updatedAt: now },
  });
  const { actor } = as;
  const row = { orgId, orderId: order.id, amountCents: cents, reason, actorKind: actor.kind, actorId: actor.id };
  const { id, reference } = await withReference(
    'RFD',
    () => ctx.newId('refund'),
    async (named) => {
      const data = [{ ...row, ...named, ...originColumns(origin), createdAt: now }];
      return (await tx.refund.createMany({ data, skipDuplicates: true })).count === 1;
    },
  );
  await audit(ctx, tx, as, {
    action: 'order.refunded',
    target: { kind: 'order', id: order.id },
    before: { refunded_cents: order.refundedCents },
    after: {
      refunded_cents: order.refundedCents + cents,
      refund_id: id,
      amount_cents: cents,
      currency: order.currency,
    },
    detail: { reason },
  });
  const after = await readWhole(tx, orgId, order.id);
  return { kind: 'refunded', reference, cents, order: after ?? order };
}
