import { pushOrder } from '@parley/core/orders/push-order';
import { pushOrder as pushEndpoint } from '@parley/shared/contract/orders';
import { centsOf } from '@parley/shared/money';
import { implement } from '../../http/route.ts';

/** The contract lets nothing else in. */
const cents = (amount: string): number => centsOf(amount) ?? 0;

export const pushOrderRoute = implement(pushEndpoint)(async (ctx, { caller, body }) => {
  const { contact, paid, placed_at, items, ...rest } = body;
  const { created, order } = await pushOrder(ctx.core, caller.as, {
    ...rest,
    contactId: contact,
    paidCents: cents(paid),
    placedAt: new Date(placed_at),
    items: items.map(({ name, quantity, unit_price }) => ({ name, quantity, unitCents: cents(unit_price) })),
  });
  return { status: created ? 201 : 200, body: order };
});
