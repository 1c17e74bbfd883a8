import { expect, test } from 'vitest';
import { readComplaint } from './log-line.ts';
import { quietRepeats } from './quiet-repeats.ts';
import { afterDeath } from './restart-policy.ts';

test.each([
  ['{"level":"warn","msg":"slow"}', { level: 'warn', text: 'slow' }],
  ['{"level":40,"msg":"slow"}', { level: 'warn', text: 'slow' }],
  ['{"level":50,"msg":"failed","err":{"message":"no\\n  database"}}', { level: 'error', text: 'failed: no database' }],
  ['{"level":"fatal","msg":"gone"}', { level: 'fatal', text: 'gone' }],
  ['{"level":"info","msg":"fine"}', null],
  ['{"level":30,"msg":"fine"}', null],
  ['Error: not json', null],
  ['{"level":"warn"', null],
])('%s', (line, complaint) => {
  expect(readComplaint(line)).toEqual(complaint);
});

test.each([
  [[0], 0, { kind: 'restart', afterMs: 250 }],
  [[0, 10_000], 10_000, { kind: 'restart', afterMs: 2_000 }],
  [[0, 10_000, 59_999], 59_999, { kind: 'give_up' }],
  [[0, 10_000, 60_000], 60_000, { kind: 'restart', afterMs: 2_000 }],
  [[0, 100_000], 100_000, { kind: 'restart', afterMs: 250 }],
])('deaths at %j', (deaths, now, expected) => {
  expect(afterDeath(deaths, now)).toEqual(expected);
});

test('a repeated complaint is shown once per window', () => {
  let now = 0;
  const isNew = quietRepeats(30_000, () => now);
  expect([isNew('a'), isNew('a'), isNew('b')]).toEqual([true, false, true]);
  now = 30_000;
  expect(isNew('a')).toBe(true);
});
