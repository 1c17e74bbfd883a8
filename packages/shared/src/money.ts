import { z } from 'zod';

/** Amounts are whole hundredths of a currency; people and models read and write them as `12.50`. */
export const amountOf = (cents: number): string => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

const LARGEST_CENTS = 100_000_000;
const AMOUNT = /^(\d{1,7})(?:\.(\d{1,2}))?$/;

/** Null for what is no amount: signs, other separators and a third place among it. */
export function centsOf(amount: string): number | null {
  const [, whole, part = ''] = AMOUNT.exec(amount) ?? [];
  if (whole === undefined) return null;
  const cents = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return cents <= LARGEST_CENTS ? cents : null;
}

export const amountSchema = z
  .string()
  .trim()
  .refine((amount) => centsOf(amount) !== null, 'must be an amount such as 12.50, at most 1000000.00');

export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'must be a currency such as EUR');
