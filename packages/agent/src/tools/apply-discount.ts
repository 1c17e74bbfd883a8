import { applyDiscount as discount, discountCents } from '@parley/core/orders/apply-discount';
import { findOrder } from '@parley/core/orders/find-order';
import { amountOf } from '@parley/shared/money';
import { z } from 'zod';
import { actingFor, originOf, refuse } from './acting.ts';
import { orderNumberInput, refuseBy } from './order-parts.ts';
import { defineTool } from './tool.ts';

export const applyDiscount = defineTool({
  name: 'apply_discount',
  description:
    'Takes so many percent off one of this customer’s own orders, once per order; what was paid too much is given back. Use it only as your instructions allow.',
  effect: 'money',
  reach: 'ours',
  input: z.object({
    order_number: orderNumberInput,
    percent: z.number().int().min(1).max(50),
    reason: z.string().trim().min(1).max(500),
  }),
  output: z.object({
    order_number: z.string(),
    percent: z.number(),
    amount: z.string(),
    currency: z.string(),
    given_back: z.string().describe('The part of it that was paid already'),
  }),
  summary: ({ order_number, percent, reason }) => [`Takes ${percent}% off order ${order_number}`, `Because: ${reason}`],
  async amountCents({ tx, bound }, { order_number, percent }) {
    const found = await findOrder(tx, bound.orgId, { of: bound.contactId, number: order_number });
    return found.kind === 'found' ? discountCents(found.order, percent) : refuseBy(found);
  },
  async run({ core, tx, bound, amountCents }, { order_number, percent, reason }) {
    const which = { of: bound.contactId, number: order_number };
    const done = await discount(core, tx, actingFor(bound), { which, percent, reason, origin: originOf(bound) });
    if (done.kind !== 'discounted') return refuseBy(done);
    if (amountCents !== null && done.cents > amountCents) {
      return refuse('amount_changed', `Not done: it would be ${amountOf(done.cents)} by now. Look the order up again.`);
    }
    return {
      order_number: done.order.number,
      percent,
      amount: amountOf(done.cents),
      currency: done.order.currency,
      given_back: amountOf(done.creditedCents),
    };
  },
});
