import type { OrderSummary } from '@parley/shared/contract/orders';
import { z } from 'zod';
import type { Tone } from '../components/tone.ts';

const STATUSES = ['placed', 'paid', 'shipped', 'delivered', 'cancelled'] as const satisfies OrderSummary['status'][];

/** What the page's address says. A value that we do not know is as good as none. */
const searchSchema = z.object({
  number: z.string().trim().min(1).max(40).optional().catch(undefined),
  status: z.enum(STATUSES).optional().catch(undefined),
  contact: z.string().startsWith('cont_').max(40).optional().catch(undefined),
});
export type OrderSearch = z.infer<typeof searchSchema>;
export const parseOrderSearch = (given: Record<string, string | string[] | undefined>): OrderSearch =>
  searchSchema.parse(given);

export function ordersHref(search: OrderSearch): string {
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : [])),
  );
  return query.size > 0 ? `/orders?${query}` : '/orders';
}

export const ORDER_STATE: Record<OrderSummary['status'], { tone: Tone; word: string }> = {
  placed: { tone: 'warn', word: 'Placed, not paid' },
  paid: { tone: 'good', word: 'Paid' },
  shipped: { tone: 'good', word: 'On its way' },
  delivered: { tone: 'good', word: 'Delivered' },
  cancelled: { tone: 'muted', word: 'Cancelled' },
};

/** `120.00` in `EUR`: `€120.00`. The text is the truth; a currency that the browser does not know stands beside it. */
export function formatAmount(amount: string, currency: string, locale?: string): string {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount));
  } catch {
    return `${amount} ${currency}`;
  }
}

export const isNothing = (amount: string): boolean => Number(amount) === 0;
