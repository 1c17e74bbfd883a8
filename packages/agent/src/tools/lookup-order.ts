import { findOrder } from '@parley/core/orders/find-order';
import { refundableOf } from '@parley/core/orders/view';
import { localTime } from '@parley/shared/local-time';
import { amountOf } from '@parley/shared/money';
import { z } from 'zod';
import { orderNumberInput, refuseBy } from './order-parts.ts';
import { defineTool } from './tool.ts';

const given = z.object({ amount: z.string(), on: z.iso.date() });

export const lookupOrder = defineTool({
  name: 'lookup_order',
  description: 'One of this customer’s own orders: what it holds, how it stands, and what could be given back.',
  effect: 'read',
  reach: 'ours',
  input: z.object({ number: orderNumberInput.optional().describe('Such as 1042; left out: the newest') }),
  output: z.object({
    number: z.string(),
    status: z.string(),
    placed_on: z.iso.date(),
    items: z.array(z.object({ name: z.string(), quantity: z.number(), unit_price: z.string() })),
    total: z.string(),
    paid: z.string(),
    currency: z.string(),
    refundable: z.string(),
    refunds: z.array(given.extend({ reference: z.string() })),
    discounts: z.array(given.extend({ percent: z.number() })),
  }),
  summary: ({ number }) => [number ? `Looks up order ${number}` : 'Looks up the customer’s newest order'],
  async run({ tx, bound, frame }, { number }) {
    const found = await findOrder(tx, bound.orgId, { of: bound.contactId, number });
    if (found.kind !== 'found') return refuseBy(found);
    const { order } = found;
    const dayOf = (at: Date) => localTime(at.toISOString(), frame.timeZone).date;
    return {
      number: order.number,
      status: order.status,
      placed_on: dayOf(order.placedAt),
      items: order.items.map(({ name, quantity, unitCents }) => ({ name, quantity, unit_price: amountOf(unitCents) })),
      total: amountOf(order.totalCents),
      paid: amountOf(order.paidCents),
      currency: order.currency,
      refundable: amountOf(refundableOf(order)),
      refunds: order.refunds.map((refund) => ({
        reference: refund.reference,
        amount: amountOf(refund.amountCents),
        on: dayOf(refund.createdAt),
      })),
      discounts: order.discounts.map((discount) => ({
        percent: discount.percent,
        amount: amountOf(discount.amountCents),
        on: dayOf(discount.createdAt),
      })),
    };
  },
});
