import { describe, expect, test } from 'vitest';
import { dollars, tokenCost } from './cost.ts';
import { listPrice, MODEL_PRICES } from './model-prices.ts';
import { parseModelRef, routingSchema } from './model-refs.ts';

describe('what a call costs', () => {
  const price = { input: 150_000, cachedInput: 75_000, output: 600_000 };
  test.each([
    ['nothing', { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 }, 0],
    [
      'a million of each kind',
      { inputTokens: 2_000_000, cachedInputTokens: 1_000_000, outputTokens: 1_000_000 },
      825_000,
    ],
    ['cached tokens at their own price', { inputTokens: 100, cachedInputTokens: 60, outputTokens: 7 }, 15],
    ['half a micro-dollar is one', { inputTokens: 10, cachedInputTokens: 10, outputTokens: 0 }, 1],
    ['less than half is none', { inputTokens: 3, cachedInputTokens: 0, outputTokens: 0 }, 0],
    ['rounded once, on the sum', { inputTokens: 3, cachedInputTokens: 0, outputTokens: 1 }, 1],
    ['more cached than there were', { inputTokens: 10, cachedInputTokens: 99, outputTokens: 0 }, 1],
  ])('%s', (_, used, micros) => expect(tokenCost(price, used)).toBe(micros));

  test('stays exact beyond what floating point holds', () => {
    const used = { inputTokens: 9_007_199_254, cachedInputTokens: 0, outputTokens: 1 };
    expect(tokenCost({ input: 1_000_001, cachedInput: 0, output: 499_999 }, used)).toBe(9_007_208_262);
  });
});

test.each([
  [0, '0.00'],
  [1, '0.000001'],
  [12_500_000, '12.50'],
  [1_000_100, '1.0001'],
  [123_456_789, '123.456789'],
  [-1_500_000, '-1.50'],
])('%i micro-dollars read %s', (amount, text) => expect(dollars(amount)).toBe(text));

describe('the price list', () => {
  test('knows dated names by their family, and exceptions by themselves', () => {
    expect(listPrice('openai', 'gpt-4o-2024-08-06')).toMatchObject({ input: 2_500_000 });
    expect(listPrice('openai', 'gpt-4o-2024-05-13')).toMatchObject({ input: 5_000_000 });
    expect(listPrice('anthropic', 'claude-haiku-4-5-20251001')).toMatchObject({ output: 5_000_000 });
  });
  test('does not guess', () => {
    for (const model of ['llama3.2', 'gpt-4o-audio-preview', 'gpt-99', 'constructor', '']) {
      expect(listPrice('openai', model), model).toBeNull();
    }
    expect(listPrice('anthropic', 'gpt-4o')).toBeNull();
  });
  test('asks no more for what was cached, and whole micro-dollars for everything', () => {
    for (const [name, { input, cachedInput, output }] of Object.entries(MODEL_PRICES)) {
      expect(cachedInput <= input && input <= output, name).toBe(true);
      expect([input, cachedInput, output].every(Number.isSafeInteger), name).toBe(true);
    }
  });
});

describe('a model’s name', () => {
  const conn = `conn_01k9${'0'.repeat(22)}`;
  test.each([
    ['demo', { kind: 'demo' }],
    ['openai:gpt-4o', { kind: 'installation', provider: 'openai', model: 'gpt-4o' }],
    [`${conn}:qwen2:7b`, { kind: 'connection', connectionId: conn, model: 'qwen2:7b' }],
    ['gpt-4o', null],
    ['openai:', null],
    ['google:gemini', null],
    ['conn_short:x', null],
    ['openai:with space', null],
  ])('%s', (text, ref) => expect(parseModelRef(text)).toEqual(ref));

  test('routing names one model, or several once each', () => {
    const models = ['openai:gpt-4o', 'demo'];
    expect(routingSchema.safeParse({ kind: 'fallback', models }).success).toBe(true);
    expect(routingSchema.safeParse({ kind: 'fixed', models }).success).toBe(false);
    expect(routingSchema.safeParse({ kind: 'fallback', models: ['demo', 'demo'] }).success).toBe(false);
  });
});
