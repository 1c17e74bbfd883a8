import { ParleyError } from '@parley/shared/errors';
import { amountOf } from '@parley/shared/money';

/** Why nothing was given back or taken off: an ending that is expected. */
export type OrderRefusal =
  | { kind: 'no_such_order'; number: string | null }
  | { kind: 'over_refundable'; refundableCents: number; currency: string }
  | { kind: 'nothing_refundable'; number: string }
  | { kind: 'already_discounted'; number: string; percent: number }
  | { kind: 'order_cancelled'; number: string };

export function wordsOf(refusal: OrderRefusal): string {
  switch (refusal.kind) {
    case 'no_such_order':
      return refusal.number === null ? 'There is no order.' : `There is no order ${refusal.number}.`;
    case 'over_refundable':
      return `That is more than can be given back: ${amountOf(refusal.refundableCents)} ${refusal.currency} at most.`;
    case 'nothing_refundable':
      return `Nothing of order ${refusal.number} can be given back: it is not paid, or has been given back already.`;
    case 'already_discounted':
      return `Order ${refusal.number} has a discount of ${refusal.percent}% already, and gets no second one.`;
    case 'order_cancelled':
      return `Order ${refusal.number} was cancelled, so nothing can be taken off it.`;
  }
}

/** For doors at which a refusal is an error. */
export const refusedBy = (refusal: OrderRefusal): ParleyError =>
  refusal.kind === 'no_such_order'
    ? new ParleyError('not_found', refusal.kind, 'There is no order with this id. GET /v1/orders lists them.')
    : new ParleyError('conflict', refusal.kind, wordsOf(refusal));
