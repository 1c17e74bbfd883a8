import type { RunStep } from '@parley/shared/contract/runs';
import { reasonInWords } from '@parley/shared/turn-reasons';
import { expect, test } from 'vitest';
import { stepTitle, tokensInWords } from './turns.ts';

const step = (changes: Partial<RunStep>): RunStep => ({
  ...{ key: 'think#1', kind: 'model', started_at: '2026-11-20T09:00:00.000Z', duration_ms: 40, model: null },
  ...{ text: null, tool_calls: [], result: null, input_tokens: null, output_tokens: null },
  ...changes,
});

test('a tool call is named by what the model asked for at that place', () => {
  const calls = ['get_hours', 'get_prices'].map((name) => ({ name, args: {} }));
  const asked = step({ tool_calls: calls });
  const used = step({ key: 'tool:think#1.1', kind: 'tool' });
  const run = { steps: [asked, used] };
  expect([stepTitle(asked, run), stepTitle(used, run)]).toEqual([
    'Asked the model, which asked for tools',
    'Used get_prices',
  ]);
  expect(stepTitle(used, { steps: [used] })).toBe('Used a tool');
});

test('tokens are told where somebody counted them', () => {
  expect(tokensInWords({ input_tokens: 1_204, output_tokens: 0 })).toBe('1,204 tokens in, 0 out');
  expect(tokensInWords({ input_tokens: null, output_tokens: null })).toBeNull();
});

test('a reason that is newer than the page is shown in its own words', () => {
  expect(reasonInWords('model_error')).toBe('the model failed');
  expect(reasonInWords('budget_used_up')).toBe('budget used up');
  expect(reasonInWords(null)).toBe('no reason was recorded');
});
