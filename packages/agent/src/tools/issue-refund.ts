import { findOrder } from '@parley/core/orders/find-order';
import { issueRefund as refund } from '@parley/core/orders/issue-refund';
import { refundableOf } from '@parley/core/orders/view';
import { amountOf, amountSchema, centsOf } from '@parley/shared/money';
import { z } from 'zod';
import { actingFor, originOf, refuse } from './acting.ts';
import { orderNumberInput, refuseBy } from './order-parts.ts';
import { defineTool } from './tool.ts';

export const issueRefund = defineTool({
  name: 'issue_refund',
  description:
    'Gives money back for one of this customer’s own orders. Use it only when the customer asks for money back and says why; look the order up first.',
  effect: 'money',
  reach: 'ours',
  input: z.object({
    order_number: orderNumberInput,
    amount: amountSchema.optional().describe('Such as 12.50; left out: all that can be given back'),
    reason: z.string().trim().min(1).max(500).describe('Why, as the customer said it'),
  }),
  output: z.object({
    refund_reference: z.string(),
    order_number: z.string(),
    amount: z.string(),
    currency: z.string(),
    refundable: z.string().describe('What could still be given back'),
  }),
  summary: ({ order_number, amount, reason }) => [
    `Gives back ${amount ?? 'all that is refundable'} of order ${order_number}`,
    `Because: ${reason}`,
  ],
  async amountCents({ tx, bound }, { order_number, amount }) {
    const asked = amount === undefined ? null : centsOf(amount);
    if (asked !== null) return asked;
    const found = await findOrder(tx, bound.orgId, { of: bound.contactId, number: order_number });
    return found.kind === 'found' ? refundableOf(found.order) : refuseBy(found);
  },
  async run({ core, tx, bound, amountCents }, { order_number, amount, reason }) {
    const cents = amount === undefined ? undefined : (centsOf(amount) ?? 0);
    const which = { of: bound.contactId, number: order_number };
    const done = await refund(core, tx, actingFor(bound), { which, cents, reason, origin: originOf(bound) });
    if (done.kind !== 'refunded') return refuseBy(done);
    // More was paid since somebody looked: what was allowed then is not this.
    if (amountCents !== null && done.cents > amountCents) {
      return refuse('amount_changed', `Not done: it would be ${amountOf(done.cents)} by now. Look the order up again.`);
    }
    return {
      refund_reference: done.reference,
      order_number: done.order.number,
      amount: amountOf(done.cents),
      currency: done.order.currency,
      refundable: amountOf(refundableOf(done.order)),
    };
  },
});
