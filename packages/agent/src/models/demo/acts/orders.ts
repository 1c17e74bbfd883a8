import type { Matter } from '../dialogue/matter.ts';
import { centsOf } from '../hear/amounts.ts';
import { sayDate, sayList } from '../say/dates.ts';
import { REFUND_ALL, WHAT_PERCENT, WHICH_ORDER } from '../say/phrases.ts';
import { type Act, asked, call, cannot, type Desk, type Saying, said } from './act.ts';
import { offerPerson, readRefusal, sayRefusal } from './refusals.ts';
import { text } from './tool-use.ts';

type Order = {
  number: string;
  status: string;
  placedOn: string | null;
  items: string[];
  total: string;
  currency: string;
  refundable: string;
};

type Found = { kind: 'order'; order: Order } | { kind: 'saying'; saying: Saying };

/** The order that was named, else the newest. */
function* findOrder({ order: number }: Matter, desk: Desk): Act<Found> {
  if (!desk.can('lookup_order')) return { kind: 'saying', saying: cannot('look up orders') };
  const told = yield* call('lookup_order', { number });
  if (!told.ok) return { kind: 'saying', saying: sayNotFound(told.error, number, desk) };
  const { output } = told;
  const found = text(output, 'number') ?? number;
  if (!found) return { kind: 'saying', saying: sayNotFound('not found', number, desk) };
  const order = {
    number: found,
    status: text(output, 'status') ?? 'known',
    placedOn: text(output, 'placed_on'),
    items: itemsOf(output.items),
    total: text(output, 'total') ?? '',
    currency: text(output, 'currency') ?? '',
    refundable: text(output, 'refundable') ?? '0.00',
  };
  return { kind: 'order', order };
}

function sayNotFound(error: string, number: string | undefined, desk: Desk): Saying {
  const { kind } = readRefusal(error);
  if (kind !== 'not_found' && kind !== 'other') return sayRefusal(error, 'look up that order', desk);
  if (!number) return asked('I find no order of yours by myself.', WHICH_ORDER);
  return asked(`I find no order ${number} of yours. Is the number right?`, WHICH_ORDER);
}

function itemsOf(items: unknown): string[] {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    if (typeof item === 'string') return item;
    const { name, description, title, quantity } = (item ?? {}) as Record<string, unknown>;
    const called = [name, description, title].find((each) => typeof each === 'string');
    return called === undefined ? [] : `${typeof quantity === 'number' ? `${quantity} × ` : ''}${called}`;
  });
}

export function* order(matter: Matter, desk: Desk): Act {
  const found = yield* findOrder(matter, desk);
  if (found.kind === 'saying') return found.saying;
  return said(sayOrder(found.order, desk));
}

function sayOrder(bought: Order, desk: Desk): string {
  const { number, status, items, total, currency } = bought;
  const what = items.length > 0 ? `: ${sayList(items)}` : '';
  const isPlain = /^[\p{L} _-]{2,40}$/u.test(status);
  const state = isPlain ? status.replaceAll('_', ' ') : 'unclear';
  return `Your order ${number}${sayWhen(bought, desk)}${what}. Total ${total} ${currency}. Its status: ${state}.`;
}

const sayWhen = ({ placedOn }: Order, { facts }: Desk): string =>
  placedOn && /^\d{4}-\d{2}-\d{2}/.test(placedOn) ? ` of ${sayDate(placedOn.slice(0, 10), facts.today)}` : '';

export function* refund(matter: Matter, desk: Desk): Act {
  if (!desk.can('issue_refund')) return matter.unasked ? yield* order(matter, desk) : cannot('make refunds');
  const found = yield* findOrder(matter, desk);
  if (found.kind === 'saying') return found.saying;
  const { order: bought } = found;
  const left = centsOf(bought.refundable);
  if (left <= 0) return offerPerson(`There is nothing left to refund for order ${bought.number}.`, desk);
  const named = wantedCents(matter, left);
  const wanted = matter.agreed && named !== null ? Math.min(named, left) : named;
  if (wanted !== null && wanted > left)
    return asked(
      `At most ${bought.refundable} ${bought.currency} can be refunded for order ${bought.number}.`,
      REFUND_ALL,
    );
  // Money goes back when it is clear for what order, and either how much or why; else it is asked for once more.
  const isClear = !matter.unasked && matter.order !== undefined && (wanted !== null || matter.reason !== undefined);
  if (!isClear && !matter.agreed) return asked(sayRefundable(matter, bought, desk), sayRefundQuestion(bought, wanted));
  return yield* payBack(matter, bought, wanted, desk);
}

function wantedCents({ amount }: Matter, left: number): number | null {
  if (!amount) return null;
  if (amount.kind === 'all') return left;
  return amount.kind === 'half' ? Math.floor(left / 2) : centsOf(amount.value);
}

function sayRefundable({ unasked }: Matter, bought: Order, desk: Desk): string {
  const limit = `${bought.refundable} ${bought.currency}`;
  if (unasked) return `I am sorry about that. ${sayOrder(bought, desk)} I can refund up to ${limit}.`;
  const what = bought.items.length > 0 ? ` (${sayList(bought.items)})` : '';
  return `I am sorry that it did not work out. For order ${bought.number}${sayWhen(bought, desk)}${what} I can refund up to ${limit}.`;
}

const sayRefundQuestion = ({ currency }: Order, wanted: number | null): string =>
  wanted === null ? REFUND_ALL : `Shall I refund ${sayCents(wanted)} ${currency}?`;

function* payBack(matter: Matter, bought: Order, wanted: number | null, desk: Desk): Act {
  const amount = wanted === null || wanted === centsOf(bought.refundable) ? undefined : sayCents(wanted);
  const reason = matter.reason ?? 'The customer asked for a refund.';
  const told = yield* call('issue_refund', { order_number: bought.number, amount, reason });
  if (!told.ok)
    return sayRefusal(
      told.error,
      `refund ${amount ?? bought.refundable} ${bought.currency} for order ${bought.number}`,
      desk,
    );
  const paid = `${text(told.output, 'amount') ?? amount ?? bought.refundable} ${text(told.output, 'currency') ?? bought.currency}`;
  const reference = text(told.output, 'refund_reference');
  return said(
    `I have refunded ${paid} for order ${bought.number}.${reference ? ` The refund has the reference ${reference}.` : ''}`,
  );
}

const sayCents = (cents: number): string => (cents / 100).toFixed(2);

export function* discount(matter: Matter, desk: Desk): Act {
  if (!desk.can('apply_discount')) return cannot('give discounts');
  if (matter.percent === undefined) return asked('Let me see what I can do.', WHAT_PERCENT);
  const found = yield* findOrder(matter, desk);
  if (found.kind === 'saying') return found.saying;
  const { number } = found.order;
  const reason = matter.reason ?? 'The customer asked for a discount.';
  const told = yield* call('apply_discount', { order_number: number, percent: matter.percent, reason });
  if (!told.ok) return sayRefusal(told.error, `take ${matter.percent} % off order ${number}`, desk);
  const total = text(told.output, 'total') ?? text(told.output, 'new_total');
  return said(`I have taken ${matter.percent} % off order ${number}.${total ? ` The total is now ${total}.` : ''}`);
}

/** No tool cancels an order; a person may. */
export function cancelOrder({ order }: Matter, desk: Desk): Saying {
  return offerPerson(`I cannot cancel ${order ? `order ${order}` : 'orders'} by myself.`, desk);
}
