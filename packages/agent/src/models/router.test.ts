import { randomBytes } from 'node:crypto';
import type { Routing } from '@parley/shared/model-refs';
import { createAnthropic } from '@parley/testkit/street/anthropic';
import type { ModelProvider } from '@parley/testkit/street/model-provider';
import { createOpenAi } from '@parley/testkit/street/openai';
import { type Listening, serveOnLoopback } from '@parley/testkit/street/serve';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ModelSettings } from './candidates.ts';
import type { ModelCall } from './model-port.ts';
import { MustWait } from './must-wait.ts';
import { ProviderError } from './provider-error.ts';
import { BudgetExhausted, type Purse } from './purse.ts';
import { openRouter } from './router.ts';
import { PLAIN_RUN, type RunOfModels } from './run-of-models.ts';

const GPT = 'openai:gpt-4o-mini';
const CLAUDE = 'anthropic:claude-haiku-4-5';
const CONNECTION = `conn_01k9${'0'.repeat(22)}`;
const never = new AbortController().signal;
const usage = { input: 1_000, cachedInput: 600, output: 50 };

let openai: ModelProvider;
let anthropic: ModelProvider;
let server: Listening;
let pauses: number[];
let clock: number;

beforeEach(async () => {
  pauses = [];
  clock = Date.parse('2026-03-13T09:30:00.000Z');
  const options = { apiKey: null, now: () => new Date(), randomBytes };
  openai = createOpenAi(options);
  anthropic = createAnthropic(options);
  server = await serveOnLoopback(express().use('/openai', openai.router).use('/anthropic', anthropic.router));
});
afterEach(() => server.close());

const world = {
  now: () => new Date(clock),
  random: () => 0.5,
  pause: async (ms: number) => void pauses.push(ms),
};

const settings = (): ModelSettings => ({
  openai: { baseUrl: `${server.url}/openai/v1` },
  anthropic: { baseUrl: `${server.url}/anthropic` },
});

const callOf = (routing?: Routing): ModelCall => ({
  system: 'Be kind.',
  messages: [{ role: 'user', text: 'Hello' }],
  tools: [],
  params: { model: null, ...(routing && { routing }), toolChoice: 'auto' },
});
const fallback = callOf({ kind: 'fallback', models: [GPT, CLAUDE] });

const open = (run: Partial<RunOfModels> = {}, given = settings()) =>
  openRouter(given, world).forRun({ ...PLAIN_RUN, ...run });
const ask = (call: ModelCall, run: Partial<RunOfModels> = {}) => open(run).call(call, { signal: never });

describe('who is asked', () => {
  test('the first of the list answers, and the journal says why it was this one', async () => {
    openai.script.say({ text: 'Hi', usage });
    const { choice } = await ask(fallback);
    const reason = 'first in the agent’s list';
    expect(choice).toEqual({ ref: GPT, provider: 'openai', model: 'gpt-4o-mini', passed: [], reason });
    expect(anthropic.ledger.seen).toBe(0);
  });

  test('the next one answers when the first cannot, and it is told what kept the first', async () => {
    openai.faults.next({ kind: 'status', status: 503 }, { times: 3 });
    anthropic.script.say({ text: 'Hi', usage });
    const { choice, model } = await ask(fallback);
    expect(model).toBe('anthropic claude-haiku-4-5');
    expect(choice?.reason).toContain('could not answer');
    expect(choice?.passed).toMatchObject([{ ref: GPT, reason: expect.stringContaining('openai: 503') }]);
    expect(pauses).toEqual([250, 500]);
  });

  test('one that is not configured is passed by', async () => {
    anthropic.script.say({ text: 'Hi' });
    const { openai: _, ...without } = settings();
    const answer = await open({}, without).call(fallback, { signal: never });
    expect(answer.choice?.passed).toEqual([{ ref: GPT, reason: 'openai: this installation has no key for it' }]);
  });

  test('nobody else begins an answer that somebody has heard the beginning of', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    openai.script.say({ text: ['one', 'two'], beforePiece: (index) => index === 1 && promise, cutAfter: 1 });
    await expect(open().call(fallback, { signal: never, onText: () => resolve() })).rejects.toThrow(ProviderError);
    expect(anthropic.ledger.seen).toBe(0);
  });

  test('an account of the organisation is opened for the call, and its limits and failures are its own', async () => {
    openai.script.say({ text: 'Hi', usage });
    const taken: unknown[] = [];
    const limits = { requestsPerMinute: 10, tokensPerMinute: null };
    const answer = await ask(callOf({ kind: 'fixed', models: [`${CONNECTION}:qwen2:7b`] }), {
      orgId: 'org_1',
      connection: async () => ({ kind: 'openai_compatible', baseUrl: `${server.url}/openai/v1`, limits }),
      quota: {
        take: async (...asked) => {
          taken.push(asked);
          return 0;
        },
        correct: () => {},
      },
    });
    expect(openai.ledger.entries[0]?.call.model).toBe('qwen2:7b');
    expect(answer.choice).toMatchObject({ provider: 'openai_compatible', model: 'qwen2:7b' });
    expect(answer.bill).toMatchObject({ price: null, micros: 0, lines: [{ unpriced: true, inputTokens: 1_000 }] });
    expect(taken).toEqual([[`org_1 ${CONNECTION}:qwen2:7b`, limits, expect.any(Number)]]);
  });
});

describe('when a provider is busy or ill', () => {
  test('a short Retry-After is waited for', async () => {
    openai.faults.next({ kind: 'status', status: 429, retryAfterSeconds: 1 });
    openai.script.say({ text: 'Hi' });
    await ask(callOf());
    expect(pauses).toEqual([1_000]);
  });

  test('a long one gives the slot back: the turn has to wait', async () => {
    openai.faults.next({ kind: 'status', status: 429, retryAfterSeconds: 20 });
    const waits = ask(callOf());
    await expect(waits).rejects.toBeInstanceOf(MustWait);
    await expect(waits).rejects.toMatchObject({ afterMs: 20_000 });
    expect(pauses).toEqual([]);
  });

  test('so does a limit that is reached, without a call', async () => {
    const quota = { take: async () => 4_000, correct: () => {} };
    const limited = { ...settings(), quota: { requestsPerMinute: 1, tokensPerMinute: null } };
    const waits = open({ quota }, limited).call(callOf(), { signal: never });
    await expect(waits).rejects.toMatchObject({ name: 'MustWait', afterMs: 4_000 });
    expect(openai.ledger.seen).toBe(0);
  });

  test('one that fails again and again is left alone, and looked at once after a while', async () => {
    const model = open();
    const call = () => model.call(callOf(), { signal: never });
    openai.faults.next({ kind: 'status', status: 500 }, { times: 6 });
    await expect(call()).rejects.toMatchObject({ status: 500 });
    await expect(call()).rejects.toThrow('left alone');
    await expect(call()).rejects.toMatchObject({ status: null, retryable: true });
    expect(openai.ledger.seen).toBe(5);
    clock += 10_000;
    await expect(call()).rejects.toThrow('left alone');
    expect(openai.ledger.seen).toBe(6);
    clock += 20_000;
    openai.script.say({ text: 'Hi' });
    expect(await call()).toMatchObject({ text: 'Hi' });
  });
});

describe('what it costs', () => {
  test('cached tokens at their price, with the price kept', async () => {
    openai.script.say({ text: 'Hi', usage });
    const { bill } = await ask(callOf());
    const price = { input: 150_000, cachedInput: 75_000, output: 600_000, source: expect.stringContaining('list of') };
    const tokens = { inputTokens: 1_000, cachedInputTokens: 600, outputTokens: 50 };
    const line = { purpose: 'answer', provider: 'openai', model: 'gpt-4o-mini', ...tokens, micros: 135 };
    expect(bill).toEqual({ price, micros: 135, lines: [{ ...line, unpriced: false, estimated: false }] });
  });

  test('a try that broke off is paid for too, by what the provider had counted or by its length', async () => {
    anthropic.script.say({ text: ['One ', 'moment, please.'], usage, cutAfter: 1 }, { text: 'Hi', usage });
    const { bill } = await ask(callOf({ kind: 'fixed', models: [CLAUDE] }));
    expect(bill?.lines).toMatchObject([
      { purpose: 'discarded', inputTokens: 1_000, cachedInputTokens: 600, estimated: true },
      { purpose: 'answer', estimated: false },
    ]);
    expect(bill?.micros).toBe(bill?.lines.reduce((sum, line) => sum + line.micros, 0));
  });

  test('what a call has cost that never answered is not lost', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    openai.script.say({ text: ['one', 'two'], beforePiece: (index) => index === 1 && promise, cutAfter: 1 });
    const model = open();
    await expect(model.call(callOf(), { signal: never, onText: () => resolve() })).rejects.toThrow();
    expect(model.lost()).toMatchObject([{ purpose: 'discarded', provider: 'openai', estimated: true }]);
  });

  test('the purse is asked for the most that a call may cost, and told what it did cost', async () => {
    openai.script.say({ text: 'Hi', usage: { input: 30, output: 5 } });
    const heard: number[] = [];
    const purse: Purse = {
      reserve: async (most) => void heard.push(most ?? -1),
      spend: (micros) => void heard.push(micros),
    };
    await ask(callOf(), { purse });
    expect(heard).toEqual([expect.any(Number), 8]);
    expect(heard[0]).toBeGreaterThan(600);
  });

  test('an empty purse ends the call before the provider hears of it', async () => {
    const purse: Purse = {
      reserve: async () => {
        throw new BudgetExhausted('nothing is left');
      },
      spend: () => {},
    };
    await expect(ask(fallback, { purse })).rejects.toBeInstanceOf(BudgetExhausted);
    expect([openai.ledger.seen, anthropic.ledger.seen]).toEqual([0, 0]);
  });
});
