import type { OrgTx } from '@parley/db/client';
import type { Order, OrderSummary } from '@parley/shared/contract/orders';
import { amountOf } from '@parley/shared/money';

const WITH_PARTS = {
  items: { orderBy: { position: 'asc' } },
  refunds: { orderBy: { id: 'asc' } },
  discounts: true,
} as const;

export type OrderRow = NonNullable<Awaited<ReturnType<OrgTx['order']['findFirst']>>>;
export type WholeOrder = NonNullable<Awaited<ReturnType<typeof readWhole>>>;

export const readWhole = (tx: OrgTx, orgId: string, id: string) =>
  tx.order.findUnique({ where: { orgId_id: { orgId, id } }, include: WITH_PARTS });

type Amounts = Pick<OrderRow, 'paidCents' | 'refundedCents' | 'creditedCents'>;

/** What was paid and has not been given back. */
export const refundableOf = ({ paidCents, refundedCents, creditedCents }: Amounts): number =>
  paidCents - refundedCents - creditedCents;

export const summaryView = (row: OrderRow): OrderSummary => ({
  id: row.id,
  number: row.number,
  contact_id: row.contactId,
  status: row.status as OrderSummary['status'],
  currency: row.currency,
  total: amountOf(row.totalCents),
  paid: amountOf(row.paidCents),
  refunded: amountOf(row.refundedCents),
  discounted: amountOf(row.discountedCents),
  refundable: amountOf(refundableOf(row)),
  placed_at: row.placedAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

export const orderView = (row: WholeOrder): Order => ({
  ...summaryView(row),
  items: row.items.map(({ name, quantity, unitCents }) => ({ name, quantity, unit_price: amountOf(unitCents) })),
  refunds: row.refunds.map((refund) => ({ reference: refund.reference, ...givenBack(refund) })),
  discounts: row.discounts.map((discount) => ({ percent: discount.percent, ...givenBack(discount) })),
});

type Given = Omit<WholeOrder['refunds'][number], 'reference' | 'orderId' | 'orgId'>;

const givenBack = (row: Given) => ({
  id: row.id,
  amount: amountOf(row.amountCents),
  reason: row.reason,
  by: { kind: row.actorKind as 'user' | 'api_key' | 'agent' | 'system', id: row.actorId },
  conversation_id: row.conversationId,
  turn_id: row.turnId,
  created_at: row.createdAt.toISOString(),
});
