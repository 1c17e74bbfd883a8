import type { OrgTx } from '@parley/db/client';
import type { Order } from '@parley/shared/contract/orders';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { noSuchContact } from '../contacts/read-contact.ts';
import { isReachable } from '../contacts/same-person.ts';
import type { Ctx } from '../ctx.ts';
import { type OrderRow, orderView, readWhole } from './view.ts';

export type PushedOrder = {
  number: string;
  contactId: string;
  status: Order['status'];
  currency: string;
  paidCents: number;
  placedAt: Date;
  items: Array<{ name: string; quantity: number; unitCents: number }>;
};

const LARGEST_CENTS = 1_000_000_000;

/** What the shop tells of an order: a new one, or how one is now. What was given back for it stays. */
export async function pushOrder(ctx: Ctx, as: As, pushed: PushedOrder): Promise<{ created: boolean; order: Order }> {
  const totalCents = pushed.items.reduce((sum, { quantity, unitCents }) => sum + quantity * unitCents, 0);
  if (totalCents > LARGEST_CENTS) throw tooLarge();
  return ctx.db.inOrg(as.orgId, async (tx) => {
    if (!(await isReachable(tx, as.orgId, pushed.contactId))) throw noSuchContact();
    const id = ctx.newId('order');
    const created = await insertOrder(ctx, tx, as, { id, totalCents, pushed });
    const order = created ? id : await changeOrder(ctx, tx, as, { totalCents, pushed });
    const whole = await readWhole(tx, as.orgId, order);
    if (!whole) throw new Error('the order that was just stored is not there');
    return { created, order: orderView(whole) };
  });
}

type Push = { totalCents: number; pushed: PushedOrder };

async function insertOrder(ctx: Ctx, tx: OrgTx, as: As, { id, totalCents, pushed }: Push & { id: string }) {
  const { number, contactId, status, currency, paidCents, placedAt, items } = pushed;
  const now = ctx.now();
  const { count } = await tx.order.createMany({
    data: [
      {
        ...{ orgId: as.orgId, id, number, contactId, status, currency, totalCents, paidCents },
        ...{ placedAt, createdAt: now, updatedAt: now },
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await insertItems(tx, as.orgId, id, items);
  await audit(ctx, tx, as, {
    action: 'order.pushed',
    target: { kind: 'order', id },
    after: { status, currency, total_cents: totalCents, paid_cents: paidCents },
  });
  return true;
}

const insertItems = (tx: OrgTx, orgId: string, orderId: string, items: PushedOrder['items']) =>
  tx.orderItem.createMany({ data: items.map((item, position) => ({ orgId, orderId, position, ...item })) });

async function changeOrder(ctx: Ctx, tx: OrgTx, as: As, { totalCents, pushed }: Push): Promise<string> {
  const { orgId } = as;
  const { number, status, paidCents } = pushed;
  await tx.$queryRaw`select 1 from customer_order where org_id = ${orgId} and number = ${number} for no key update`;
  const before = await tx.order.findUniqueOrThrow({
    where: { orgId_number: { orgId, number } },
    include: { items: { orderBy: { position: 'asc' } } },
  });
  refuseWhatCannotChange(before, { totalCents, pushed });
  const after = { status, totalCents, paidCents };
  const sameItems = JSON.stringify(before.items.map(partsOf)) === JSON.stringify(pushed.items.map(partsOf));
  const same =
    sameItems && before.status === status && before.totalCents === totalCents && before.paidCents === paidCents;
  if (same) return before.id;
  await tx.order.update({ where: { orgId_id: { orgId, id: before.id } }, data: { ...after, updatedAt: ctx.now() } });
  if (!sameItems) {
    await tx.orderItem.deleteMany({ where: { orgId, orderId: before.id } });
    await insertItems(tx, orgId, before.id, pushed.items);
  }
  await audit(ctx, tx, as, {
    action: 'order.changed',
    target: { kind: 'order', id: before.id },
    before: { status: before.status, total_cents: before.totalCents, paid_cents: before.paidCents },
    after: { status, total_cents: totalCents, paid_cents: paidCents },
  });
  return before.id;
}

const partsOf = ({ name, quantity, unitCents }: PushedOrder['items'][number]) => [name, quantity, unitCents];

function refuseWhatCannotChange(before: OrderRow, { totalCents, pushed }: Push): void {
  if (before.contactId !== pushed.contactId)
    throw refused('contact', 'order_of_another', 'is another contact’s already');
  if (before.currency !== pushed.currency)
    throw refused('currency', 'currency_fixed', `is in ${before.currency} already`);
  if (pushed.paidCents < before.refundedCents + before.creditedCents) {
    throw refused('paid', 'paid_below_refunded', 'has been given back more than that already');
  }
  if (totalCents < before.discountedCents) {
    throw refused('items', 'total_below_discount', 'has a larger discount than these items cost');
  }
}

const refused = (param: string, code: string, why: string) =>
  new ParleyError('conflict', code, `The order with this number ${why}.`, { param });

const tooLarge = () =>
  new ParleyError('invalid_request', 'order_too_large', 'The items cost more than 10000000.00 together.', {
    param: 'items',
  });
