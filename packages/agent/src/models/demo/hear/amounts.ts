import { type Scan, take } from './scan.ts';

/** How much of what was paid. Exact ones as tools take them: `12.50`. */
export type Amount = { kind: 'exact'; value: string } | { kind: 'all' } | { kind: 'half' };

const NUMBER = '(\\d{1,6}(?:[.,]\\d{1,2})?)';
const WITH_SIGN = new RegExp(`[$£€] ?${NUMBER}`);
const WITH_WORD = new RegExp(`\\b${NUMBER} ?(?:[$£€]|(?:dollars?|bucks?|quid|pounds?|euros?|eur|usd|gbp|cents?)\\b)`);
const ALL =
  /\b(all of (it|that|the money)|everything|(the )?(whole|full|total|entire) (amount|sum|price|thing|order|refund)|in full|full refund|the lot|all my money|completely|whole lot)\b/;
const HALF =
  /\bhalf of (it|that|the (amount|price|money))\b|\bhalf the (amount|price|money)\b|\bhalf my money\b|\b50 ?%/;

export function takeAmount(from: Scan): Amount | null {
  const exact = [...take(from, WITH_SIGN, ([, n = '']) => n), ...take(from, WITH_WORD, ([, n = '']) => n)][0];
  if (exact) return { kind: 'exact', value: asMoney(exact) };
  if (take(from, HALF, () => true).length > 0) return { kind: 'half' };
  return take(from, ALL, () => true).length > 0 ? { kind: 'all' } : null;
}

export function takePercent(from: Scan): number | null {
  return take(from, /\b(\d{1,2}) ?(?:%|per ?cent\b)/, ([, n]) => Number(n))[0] ?? null;
}

export const asMoney = (number: string): string => Number(number.replace(',', '.')).toFixed(2);

/** Cents, so that comparing never meets a fraction. */
export const centsOf = (money: string): number => Math.round(Number(money.replace(',', '.')) * 100);
