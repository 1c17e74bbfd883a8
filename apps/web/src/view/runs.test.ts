import type { JournalStep } from '@parley/shared/contract/run-journal';
import { describe, expect, test } from 'vitest';
import {
  barsOf,
  compareHref,
  diffStepWords,
  parseCompareSearch,
  parseRunSearch,
  runCost,
  runFilter,
  runsHref,
  runTitle,
  stepState,
  stepTitle,
} from './runs.ts';

const step = (more: Partial<JournalStep>): JournalStep => ({
  ...{ key: 'think#1', kind: 'model', parent: null, started_at: '2026-03-13T09:30:00.000Z', duration_ms: 10 },
  ...{ recorded: false, tool: null, request: null, changed_parts: [], response: null, model: null, effect: null },
  ...{ input_tokens: null, cached_input_tokens: null, output_tokens: null, cost_micros: null },
  ...more,
});

test('what is looked for stands in the address, and nonsense in it is as good as nothing', () => {
  expect(parseRunSearch({ status: 'blocked', longer: '2.5', dearer: '', agent: 'nobody' })).toEqual({
    ...{ status: 'blocked', longer: 2.5 },
  });
  expect(runsHref({})).toBe('/runs');
  expect(runsHref({ q: 'root canal', dearer: 0.01 })).toBe('/runs?q=root+canal&dearer=0.01');
});

test('seconds and dollars are asked for in milliseconds and millionths', () => {
  expect(runFilter({ longer: 2.5, dearer: 0.01 })).toMatchObject({ min_duration_ms: 2_500, min_cost_micros: 10_000 });
  expect(runFilter({ from: '2026-03-13', to: '2026-03-13' })).toMatchObject({
    since: new Date(2026, 2, 13).toISOString(),
    until: new Date(2026, 2, 14).toISOString(),
  });
});

test('a run without a price is not one that was free', () => {
  expect(runCost({ cost_micros: 0, input_tokens: 10, model: 'openai gpt-9' })).toBe('no price');
  expect(runCost({ cost_micros: 0, input_tokens: 10, model: 'demo model: no language model is called' })).toBe('$0.00');
  expect(runCost({ cost_micros: 0, input_tokens: 0, model: null })).toBe('$0.00');
  expect(runCost({ cost_micros: 1_234, input_tokens: 10, model: null })).toBe('$0.001234');
});

test('a run whose message was erased goes by its id', () => {
  expect(runTitle({ message: '', id: 'run_1' })).toBe('run_1');
  expect(runTitle({ message: 'Hello', id: 'run_1' })).toBe('Hello');
});

describe('a step in words', () => {
  const refused = { ok: false, error: 'slot_taken: free then: 10:00' };
  const verdict = { reaction: 'safe_reply', findings: [], text: null };
  const decision = { facts: {}, decision: { allowed: false, rule: 'money_limit', message: 'No.' } };
  const effect = { id: 'eff_1', tool: 'book', effect_class: 'write', begun_at: '', finished_at: null };
  test.each([
    [step({}), 'Asked the model', null],
    [
      step({ response: { text: '', toolCalls: [{ name: 'book', args: {} }] } }),
      'Asked the model, which asked for tools',
      null,
    ],
    [
      step({ kind: 'guard', key: 'guard:in', response: verdict }),
      'Screened the message',
      'Stopped: fixed words instead',
    ],
    [step({ kind: 'decision', tool: 'book', response: decision }), 'Decided about book', 'Not allowed'],
    [step({ kind: 'tool', tool: 'book', response: refused }), 'Used book', 'Refused'],
    [
      step({ kind: 'tool', tool: 'book', effect: { ...effect, state: 'unknown' } }),
      'Used book',
      'Not known whether it was done',
    ],
    [
      step({ kind: 'tool', tool: 'book', response: { ok: true, output: {} }, effect: { ...effect, state: 'done' } }),
      'Used book',
      'Done',
    ],
    [step({ kind: 'frame' }), 'What it knew', null],
  ])('%#', (given, title, word) => {
    expect([stepTitle(given), stepState(given)?.word ?? null]).toEqual([title, word]);
  });
});

test('bars lie within the run, and what took no time can be seen', () => {
  const bars = barsOf([
    step({ key: 'frame', duration_ms: 0 }),
    step({ key: 'old', recorded: true, started_at: '2020-01-01T00:00:00.000Z' }),
    step({ key: 'think#1', duration_ms: 100 }),
    step({ key: 'guard', started_at: '2026-03-13T09:30:00.100Z', duration_ms: 0 }),
  ]);
  expect([...bars]).toEqual([
    ['frame', { from: 0, width: 0.5 }],
    ['think#1', { from: 0, width: 100 }],
    ['guard', { from: 99.5, width: 0.5 }],
  ]);
});

test('two runs stand in the address by their ids, and nothing else does', () => {
  const [a, b] = ['run_01k90000000000000000000000', 'run_01k90000000000000000000001'];
  expect(compareHref(a, b)).toBe(`/runs/compare?a=${a}&b=${b}`);
  expect(parseCompareSearch({ a, b: '../../etc' })).toEqual({ a, b: '' });
});

test('a step of two runs in words', () => {
  const part = (name: string) => ({ part: name, lines: [] });
  const words = (more: object) => diffStepWords({ key: 'think#1', kind: 'model', in: 'both', parts: [], ...more });
  expect([words({}), words({ in: 'a' }), words({ in: 'b' })]).toEqual([
    ...['the same', 'only in the first', 'only in the second'],
  ]);
  expect(words({ parts: [part('response.text')] })).toBe('differs in response.text');
  expect(words({ parts: [part('response.text'), part('x'), part('y')] })).toBe('differs in response.text and 2 more');
});
