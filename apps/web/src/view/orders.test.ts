import { expect, test } from 'vitest';
import { formatAmount, isNothing, ordersHref, parseOrderSearch } from './orders.ts';

test('what is looked for stands in the address, and what we do not know is as good as none', () => {
  expect(parseOrderSearch({ number: ' 1042 ', status: 'lost', contact: 'conv_1' })).toEqual({ number: '1042' });
  expect(ordersHref(parseOrderSearch({ number: '10/42', status: 'paid' }))).toBe('/orders?number=10%2F42&status=paid');
  expect(ordersHref({})).toBe('/orders');
});

test.each([
  ['120.00', 'USD', '$120.00'],
  ['0.50', 'EUR', '€0.50'],
  ['12.00', 'not a currency', '12.00 not a currency'],
])('%s in %s is read as %s', (amount, currency, words) => {
  expect(formatAmount(amount, currency, 'en-US')).toBe(words);
});

test('nothing is nothing, however many noughts it has', () => {
  expect([isNothing('0.00'), isNothing('0'), isNothing('0.01')]).toEqual([true, true, false]);
});
