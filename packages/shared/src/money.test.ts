import { describe, expect, test } from 'vitest';
import { amountOf, centsOf } from './money.ts';

describe('an amount as people write it', () => {
  test.each([
    ['12.50', 1_250],
    ['12.5', 1_250],
    ['12', 1_200],
    ['0.05', 5],
    ['0', 0],
    ['1000000.00', 100_000_000],
  ])('%s is %i hundredths', (amount, cents) => {
    expect(centsOf(amount)).toBe(cents);
  });

  test.each(['-1', '+1', '1,50', '1.005', '1e3', '', '.5', '1.', 'NaN', '1000000.01', '99999999', '0x10', ' 1'])(
    '%j is none',
    (amount) => {
      expect(centsOf(amount)).toBeNull();
    },
  );

  test.each([0, 5, 50, 100, 1_005, 12_050, 99_999_999])('%i comes back whole', (cents) => {
    expect(centsOf(amountOf(cents))).toBe(cents);
  });
});
