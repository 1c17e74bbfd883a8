import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastOf, recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { tradeKit } from '../testing/trade-kit.ts';
import { discountAsPerson, refundAsPerson } from './as-person.ts';
import { findOrder } from './find-order.ts';
import { issueRefund } from './issue-refund.ts';
import { listOrders } from './list-orders.ts';
import { type PushedOrder, pushOrder } from './push-order.ts';
import { readOrder } from './read-order.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

type Kit = Awaited<ReturnType<typeof tradeKit>>;

async function shop() {
  const kit = await tradeKit(core);
  const contactId = await kit.contact();
  const push = (more: Partial<PushedOrder> = {}) =>
    pushOrder(kit.ctx, kit.as, {
      ...{ number: '1042', contactId, status: 'paid', currency: 'GBP', paidCents: 12_000 },
      placedAt: new Date('2026-11-01T10:00:00Z'),
      items: [
        { name: 'Toothbrush', quantity: 2, unitCents: 4_500 },
        { name: 'Paste', quantity: 1, unitCents: 3_000 },
      ],
      ...more,
    });
  return { kit, contactId, push };
}

const given = { reason: 'Arrived broken' };
const refund = ({ ctx, as }: Kit, id: string, cents?: number) => refundAsPerson(ctx, as, { id, cents, ...given });

describe('an order that the shop tells of', () => {
  test('is stored once under its number, and changed afterwards', async () => {
    const { kit, push } = await shop();
    const both = await Promise.all([push(), push()]);
    expect(both.map(({ created }) => created).sort()).toEqual([false, true]);
    const [{ order }] = both;
    expect(order).toMatchObject({
      ...{ number: '1042', total: '120.00', paid: '120.00', refundable: '120.00', discounted: '0.00' },
      items: [{ name: 'Toothbrush', quantity: 2, unit_price: '45.00' }, { name: 'Paste' }],
    });
    const before = (await recordOf(core, kit.orgId)).length;
    await push();
    expect(await recordOf(core, kit.orgId)).toHaveLength(before);
    const sent = await push({ status: 'shipped', items: [{ name: 'Paste', quantity: 4, unitCents: 3_000 }] });
    expect(sent).toMatchObject({
      created: false,
      order: { id: order.id, status: 'shipped', items: [{ quantity: 4 }] },
    });
    expect(await lastOf(core, kit.orgId)).toMatchObject({ action: 'order.changed' });
    expect((await listOrders(kit.ctx, kit.orgId, { limit: 10 })).data).toHaveLength(1);
  });

  test('does not become another contact’s, nor less than was given back', async () => {
    const { kit, push } = await shop();
    const { order } = await push();
    await expect(push({ contactId: await kit.contact() })).rejects.toMatchObject({ code: 'order_of_another' });
    await expect(push({ currency: 'EUR' })).rejects.toMatchObject({ code: 'currency_fixed' });
    await refund(kit, order.id, 5_000);
    await expect(push({ paidCents: 4_999 })).rejects.toMatchObject({ code: 'paid_below_refunded' });
    await expect(push({ contactId: kit.ctx.newId('contact') })).rejects.toMatchObject({ code: 'no_such_contact' });
  });
});

describe('a refund', () => {
  test('in parts, up to what was paid, each with a reference and a line in the record', async () => {
    const { kit, push } = await shop();
    const { order } = await push();
    expect(await refund(kit, order.id, 4_500)).toMatchObject({
      ...{ refunded: '45.00', refundable: '75.00' },
      refunds: [{ reference: expect.stringMatching(/^RFD-[0-9A-Z]{4}$/), amount: '45.00', reason: 'Arrived broken' }],
    });
    expect(await lastOf(core, kit.orgId)).toMatchObject({
      action: 'order.refunded',
      after: expect.objectContaining({ amount_cents: 4_500, refunded_cents: 4_500, currency: 'GBP' }),
    });
    await expect(refund(kit, order.id, 7_501)).rejects.toMatchObject({
      ...{ code: 'over_refundable', message: 'That is more than can be given back: 75.00 GBP at most.' },
    });
    await expect(refund(kit, order.id, 0)).rejects.toMatchObject({ code: 'over_refundable' });
    expect(await refund(kit, order.id)).toMatchObject({ refunded: '120.00', refundable: '0.00' });
    await expect(refund(kit, order.id)).rejects.toMatchObject({ code: 'nothing_refundable' });
  });

  test('thirty at once never give back more than was paid', async () => {
    const { kit, push } = await shop();
    const { order } = await push();
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => refund(kit, order.id, 2_500)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    const { refunds, refunded, refundable } = await readOrder(kit.ctx, kit.orgId, order.id);
    expect([refunds.length, refunded, refundable]).toEqual([4, '100.00', '20.00']);
  });

  test('the database itself lets no more out than came in, whoever writes', async () => {
    const { kit, push } = await shop();
    const { order } = await push();
    const write = (columns: string) =>
      core.database.owner.query(`update customer_order set ${columns} where org_id = $1 and id = $2`, [
        kit.orgId,
        order.id,
      ]);
    await expect(write('refunded_cents = 12001')).rejects.toThrow(/order_gives_back_what_was_paid/);
    await expect(write('refunded_cents = 11000, discounted_cents = 1001, credited_cents = 1001')).rejects.toThrow(
      /order_gives_back_what_was_paid/,
    );
    await expect(write('discounted_cents = 12001')).rejects.toThrow(/order_discount_below_price/);
    await expect(write('refunded_cents = -1')).rejects.toThrow(/order_amounts_sane/);
  });

  test('of an order that is not paid, nothing', async () => {
    const { kit, push } = await shop();
    const { order } = await push({ paidCents: 0, status: 'placed' });
    await expect(refund(kit, order.id)).rejects.toMatchObject({ code: 'nothing_refundable' });
  });
});

describe('a discount', () => {
  test.each([
    ['paid in full', 12_000, 0, '12.00', '108.00'],
    ['not paid yet', 0, 0, '12.00', '0.00'],
    ['paid in part', 11_000, 0, '12.00', '108.00'],
    ['given back already', 12_000, 12_000, '12.00', '0.00'],
    ['given back in part', 12_000, 500, '12.00', '108.00'],
  ])('of a tenth on an order that is %s', async (_, paidCents, refunded, discounted, refundable) => {
    const { kit, push } = await shop();
    const { order } = await push({ paidCents });
    if (refunded > 0) await refund(kit, order.id, refunded);
    const after = await discountAsPerson(kit.ctx, kit.as, { id: order.id, percent: 10, reason: 'Late' });
    expect(after).toMatchObject({ discounted, refundable, discounts: [{ percent: 10, amount: '12.00' }] });
  });

  test('comes once, also when it is asked for often at once', async () => {
    const { kit, push } = await shop();
    const { order } = await push();
    const ask = () => discountAsPerson(kit.ctx, kit.as, { id: order.id, percent: 50, reason: 'Late' });
    const outcomes = await Promise.allSettled([ask(), ask(), ask(), ask()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(ask()).rejects.toMatchObject({ code: 'already_discounted' });
    expect(await readOrder(kit.ctx, kit.orgId, order.id)).toMatchObject({ discounted: '60.00', refundable: '60.00' });
  });

  test('not on an order that was cancelled', async () => {
    const { kit, push } = await shop();
    const { order } = await push({ status: 'cancelled' });
    await expect(discountAsPerson(kit.ctx, kit.as, { id: order.id, percent: 5, reason: 'Late' })).rejects.toMatchObject(
      { code: 'order_cancelled' },
    );
  });
});

test('a contact’s own by number, the newest without; anybody else’s is answered as one that never was', async () => {
  const { kit, contactId, push } = await shop();
  await push();
  await push({ number: '1043', placedAt: new Date('2026-11-02T10:00:00Z') });
  const find = (of: string, number?: string) =>
    kit.ctx.db.inOrg(kit.orgId, (tx) => findOrder(tx, kit.orgId, { of, number }));
  expect(await find(contactId)).toMatchObject({ order: { number: '1043' } });
  expect(await find(contactId, '#1042')).toMatchObject({ order: { number: '1042' } });
  const [stranger, foreign] = [await kit.contact(), await shop()];
  expect(await find(stranger, '1042')).toEqual({ kind: 'no_such_order', number: '1042' });
  expect(await find(stranger)).toEqual({ kind: 'no_such_order', number: null });
  await foreign.push({ number: '9999' });
  expect(await find(contactId, '9999')).toEqual({ kind: 'no_such_order', number: '9999' });
  expect(
    await kit.ctx.db.inOrg(kit.orgId, (tx) =>
      issueRefund(kit.ctx, tx, kit.as, { which: { of: stranger, number: '1042' }, ...given, origin: null }),
    ),
  ).toEqual({ kind: 'no_such_order', number: '1042' });
});
