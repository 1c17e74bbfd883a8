import { describe, expect, test } from 'vitest';
import { budgetState, microsFrom, monthsAround, parseCostsSearch, priceFrom, sharesOf } from './costs.ts';

test.each([
  ['12', 12_000_000],
  ['12.5', 12_500_000],
  ['$0,075', 75_000],
  ['0.000001', 1],
  ['0.0000001', null],
  ['-1', null],
  ['1e3', null],
  ['', null],
])('%j is %s micro-dollars', (text, micros) => expect(microsFrom(text)).toBe(micros));

test('months follow each other over the year', () => {
  expect(monthsAround('2026-01')).toEqual({ before: '2025-12', after: '2026-02' });
  expect(monthsAround('2026-12').after).toBe('2027-01');
});

test('an address asks for a month or for none', () => {
  expect(parseCostsSearch({ month: '2026-11' })).toEqual({ month: '2026-11' });
  for (const month of ['2026-13', 'x', ['2026-11']]) expect(parseCostsSearch({ month })).toEqual({ month: undefined });
});

test('bars are shares of the longest', () => {
  expect(sharesOf([4, 2, 0])).toEqual([100, 50, 0]);
  expect(sharesOf([0, 0])).toEqual([0, 0]);
});

describe('how a budget stands', () => {
  const budget = {
    ...{ id: 'bud_1', agent_id: null, period: 'month' as const, limit_micros: 100, hard: true, spent_micros: 0 },
    ...{ reserved_micros: 0, refuses_since: null, period_ends_at: null, created_at: '' },
  };
  test.each([
    [{}, 'good', '0 % spent'],
    [{ spent_micros: 80 }, 'warn', '80 % spent'],
    [{ spent_micros: 100 }, 'bad', 'Used up'],
    [{ spent_micros: 120, hard: false }, 'warn', 'Used up'],
    [{ spent_micros: 99, refuses_since: '2026-11-20T10:00:00Z' }, 'bad', 'Used up: messages are not answered'],
    [{ limit_micros: 0 }, 'bad', 'Used up'],
  ])('%j', (more, tone, word) => expect(budgetState({ ...budget, ...more })).toMatchObject({ tone, word }));
});

test('a price is read from what was typed', () => {
  const form: Record<string, string> = {
    ref: 'openai:gpt-4o',
    input: '2.5',
    cached: '1.25',
    output: '10',
    segment: 'x',
  };
  expect(priceFrom('model', (name) => form[name] ?? '')).toEqual({
    ref: 'openai:gpt-4o',
    input_micros: 2_500_000,
    cached_input_micros: 1_250_000,
    output_micros: 10_000_000,
  });
  expect(priceFrom('sms', (name) => form[name] ?? '')).toBeNull();
});
