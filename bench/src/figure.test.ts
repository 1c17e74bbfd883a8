import { expect, test } from 'vitest';
import { atLeast, atMost, figure, jsonLine, percentileOf, table } from './figure.ts';

test('a figure carries its baseline, ratio and goal', () => {
  expect(figure('turns', 500, 'per s', 250, atLeast(400, 'per s'))).toEqual({
    metric: 'turns',
    value: 500,
    unit: 'per s',
    baseline: 250,
    ratio: 2,
    goal: '≥ 400 per s',
    met: true,
  });
  expect(figure('p99', 51, 'ms', null, atMost(50, 'ms'))).toMatchObject({ ratio: null, met: false });
});

test('a line of JSON has the seven keys, always', () => {
  expect(Object.keys(JSON.parse(jsonLine(figure('a', 1, 'ms'))) as object)).toEqual([
    'metric',
    'value',
    'unit',
    'baseline',
    'ratio',
    'goal',
    'met',
  ]);
});

test('the table lines its columns up', () => {
  const lines = table([figure('a', 1, 'ms'), figure('a longer one', 1_234, 'per s', 10)]).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]?.indexOf('ms')).toBe(lines[2]?.indexOf('per s'));
});

test.each([
  [0.5, 5],
  [0.99, 10],
  [1, 10],
])('the %s percentile of one to ten is %s', (share, expected) => {
  expect(percentileOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], share)).toBe(expected);
});
