import { randomBytes } from 'node:crypto';
import { createAnthropic } from '@parley/testkit/street/anthropic';
import type { ModelProvider } from '@parley/testkit/street/model-provider';
import { createOpenAi } from '@parley/testkit/street/openai';
import { type Listening, serveOnLoopback } from '@parley/testkit/street/serve';
import { until } from '@parley/testkit/until';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advance } from '../advance.ts';
import { clinicFrame, portsWith } from '../fixtures/clinic.ts';
import type { ModelSettings } from './candidates.ts';
import { chooseModel } from './choose-model.ts';
import type { ModelCall } from './model-port.ts';

const KEY = 'sk-of-this-test';
const world = { now: () => new Date(), random: () => 0.5, pause: async () => {} };
/** How often a call is tried before it is given up. */
const TRIES = 3;
const never = new AbortController().signal;

const PROVIDERS = {
  openai: {
    create: createOpenAi,
    settings: (url: string, apiKey = KEY): ModelSettings => ({ openai: { apiKey, baseUrl: `${url}/v1` } }),
    label: 'openai gpt-4o-mini',
    overloaded: 503,
  },
  anthropic: {
    create: createAnthropic,
    settings: (url: string, apiKey = KEY): ModelSettings => ({ anthropic: { apiKey, baseUrl: url } }),
    label: 'anthropic claude-haiku-4-5',
    overloaded: 529,
  },
};

const usage = { input: 100, cachedInput: 60, output: 7 };
const counted = { inputTokens: 100, cachedInputTokens: 60, outputTokens: 7 };

const hello: ModelCall = {
  system: 'Be kind.',
  messages: [{ role: 'user', text: 'Hello' }],
  tools: [],
  params: { model: null, toolChoice: 'auto' },
};

describe.each(Object.entries(PROVIDERS))('%s over HTTP', (name, { create, settings, label, overloaded }) => {
  let provider: ModelProvider;
  let server: Listening;

  beforeEach(async () => {
    provider = create({ apiKey: KEY, now: () => new Date(), randomBytes });
    server = await serveOnLoopback(express().use(provider.router));
  });

  afterEach(() => server.close());

  const bodies = () => provider.ledger.entries.map((entry) => entry.call.body);
  const open = (more: Partial<ModelSettings> = {}) => chooseModel({ ...settings(server.url), ...more }, world);
  const call = (more: Partial<ModelSettings> = {}) => open(more).call(hello, { signal: never });

  test('carries a whole turn: a tool call, its result, the streamed answer, and what it cost', async () => {
    provider.script.say(
      { text: ['One ', 'moment.'], toolCalls: [{ name: 'get_opening_hours', arguments: { day: 'sunday' } }], usage },
      { text: ['On Sunday ', 'we are closed.'], usage },
    );
    const drafts: (string | null)[] = [];
    const ports = portsWith(open(), { onDraft: (text) => drafts.push(text) });
    const outcome = await advance({ frame: clinicFrame('Sunday?'), ports, signal: never });
    expect(outcome).toMatchObject({ kind: 'replied', text: 'On Sunday we are closed.', model: label });
    expect(outcome.usage).toEqual({ inputTokens: 200, cachedInputTokens: 120, outputTokens: 14 });
    expect(drafts).toEqual(['One moment.', null, 'On Sunday we are closed.']);
    const [first, second] = bodies();
    expect(JSON.stringify(first)).toContain('You are Robin');
    expect(JSON.stringify(first?.tools)).toContain('get_opening_hours');
    expect(JSON.stringify(second?.messages)).toContain('call_1_0');
    expect(JSON.stringify(second?.messages)).toContain('2026-03-15');
  });

  test('takes several tool calls of one answer', async () => {
    const toolCalls = [
      { name: 'get_opening_hours', arguments: { day: 'saturday' } },
      { name: 'get_opening_hours', arguments: { day: 'sunday' } },
    ];
    provider.script.say({ toolCalls, usage }, { text: 'Saturday only.' });
    const ports = portsWith(open());
    const outcome = await advance({ frame: clinicFrame('Weekend?'), ports, signal: never });
    expect(outcome.steps.filter(({ kind }) => ['frame', 'model', 'tool'].includes(kind)).map(({ key }) => key)).toEqual(
      ['frame', 'think#1', 'tool:think#1.0', 'tool:think#1.1', 'think#2'],
    );
    expect(outcome.steps.find(({ key }) => key === 'think#1')?.response).toMatchObject({
      text: '',
      toolCalls: toolCalls.map((one) => ({ name: one.name, args: one.arguments })),
      usage: counted,
      model: label,
    });
  });

  test('asks the model that the agent names, and says who answered', async () => {
    provider.script.say({ text: 'Hi' });
    const answer = await open().call(
      { ...hello, params: { model: 'street-xl', toolChoice: 'auto' } },
      { signal: never },
    );
    expect(answer.model).toBe(`${name} street-xl`);
    expect(bodies()).toMatchObject([{ model: 'street-xl', stream: true }]);
  });

  test('can ask for words only', async () => {
    provider.script.say({ text: 'Hi' });
    const tools = [{ name: 'look', description: 'Looks', parameters: { type: 'object', properties: {} } }];
    await open().call({ ...hello, tools, params: { model: null, toolChoice: 'none' } }, { signal: never });
    const [choice] = bodies().map((body) => body.tool_choice);
    expect(choice).toEqual(name === 'openai' ? 'none' : { type: 'none' });
  });

  test.each([
    [429, true],
    [500, true],
    [overloaded, true],
    [400, false],
    [401, false],
    [404, false],
  ])('HTTP %i: retryable %s', async (status, retryable) => {
    provider.faults.next({ kind: 'status', status }, { times: TRIES });
    await expect(call()).rejects.toMatchObject({ name: 'ProviderError', provider: name, status, retryable });
    expect(provider.ledger.seen).toBe(retryable ? TRIES : 1);
  });

  test('a connection that is cut, before the answer or in its middle, may be tried again', async () => {
    provider.faults.next({ kind: 'cut' }, { times: TRIES });
    await expect(call()).rejects.toMatchObject({ name: 'ProviderError', status: null, retryable: true });
    expect(provider.ledger.seen).toBe(TRIES);
  });

  test('what somebody has heard the beginning of is not begun anew', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const beforePiece = (index: number) => index === 1 && promise;
    provider.script.say({ text: ['one', 'two'], beforePiece, cutAfter: 1 }, { text: 'again' });
    const heard = open().call(hello, { signal: never, onText: () => resolve() });
    await expect(heard).rejects.toMatchObject({ name: 'ProviderError', status: null, retryable: true });
    expect(provider.ledger.seen).toBe(1);
  });

  test('an empty answer is none', async () => {
    provider.script.sayBy(() => ({ text: ['  '] }));
    await expect(call()).rejects.toMatchObject({ message: `${name}: the answer was empty`, retryable: true });
  });

  test('a provider that hangs is given up', async () => {
    provider.faults.next({ kind: 'hang' }, { times: TRIES });
    await expect(call({ timeoutMs: 50 })).rejects.toMatchObject({
      message: `${name}: no answer within 50 ms`,
      retryable: true,
    });
    await until(() => provider.ledger.entries[0]?.outcome === 'abandoned');
  });

  test('an abort in the middle of an answer hangs up', async () => {
    const lost = new AbortController();
    const reason = new Error('the lane was lost');
    provider.script.say({ text: ['one', 'two'], beforePiece: (index) => index === 1 && new Promise(() => undefined) });
    const onText = () => lost.abort(reason);
    await expect(open().call(hello, { signal: lost.signal, onText })).rejects.toBe(reason);
    await until(() => provider.ledger.entries[0]?.outcome === 'abandoned');
  });

  test('a refused key is not shown', async () => {
    const refused = chooseModel(settings(server.url, 'sk-very-secret')).call(hello, { signal: never });
    await expect(refused).rejects.toMatchObject({ status: 401, message: expect.not.stringContaining('very-secret') });
  });
});

test('nobody there may be tried again', async () => {
  const server = await serveOnLoopback(express());
  await server.close();
  const model = chooseModel({ openai: { baseUrl: `${server.url}/v1` } }, world);
  await expect(model.call(hello, { signal: never })).rejects.toMatchObject({ status: null, retryable: true });
});

describe('an answer on the wire that no fake would give', () => {
  const serve = (...events: string[]) =>
    serveOnLoopback((_, res) => {
      res.setHeader('Content-Type', 'text/event-stream');
      res.end(events.map((data) => `data: ${data}\n\n`).join(''));
    });
  const chunk = (delta: object, finish_reason: string | null = null) =>
    JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] });

  test('a stream that ends without saying that it is done has broken off', async () => {
    await using server = await serve(chunk({ role: 'assistant', content: 'Your visit is' }));
    const model = chooseModel({ openai: { baseUrl: server.url } }, world);
    await expect(model.call(hello, { signal: never })).rejects.toMatchObject({
      message: 'openai: the answer broke off',
      retryable: true,
    });
  });

  test('arguments that were cut off are not completed', async () => {
    const call = { index: 0, id: 'c', type: 'function', function: { name: 'look', arguments: '{"amount": 1' } };
    await using server = await serve(chunk({ role: 'assistant', tool_calls: [call] }), chunk({}, 'length'), '[DONE]');
    const model = chooseModel({ openai: { baseUrl: server.url } }, world);
    const answer = await model.call(hello, { signal: never });
    expect(answer.toolCalls).toEqual([{ name: 'look', args: '{"amount": 1' }]);
  });

  test('a server that does not number its calls is understood', async () => {
    const call = (day: string) => ({
      id: day,
      type: 'function',
      function: { name: 'look', arguments: `{"day":"${day}"}` },
    });
    const role = 'assistant';
    await using server = await serve(
      chunk({ role, tool_calls: [call('monday'), call('friday')] }),
      chunk({}, 'tool_calls'),
      '[DONE]',
    );
    const answer = await chooseModel({ openai: { baseUrl: server.url } }).call(hello, { signal: never });
    expect(answer.toolCalls.map((one) => one.args)).toEqual([{ day: 'monday' }, { day: 'friday' }]);
  });
});

describe('who answers', () => {
  const openai = { apiKey: KEY };
  const anthropic = { apiKey: KEY };
  test.each<[ModelSettings, string]>([
    [{}, 'demo model: no language model is called'],
    [{ model: 'gpt-4o' }, 'demo model: no language model is called'],
    [{ openai }, 'openai gpt-4o-mini'],
    [{ openai, model: 'gpt-4o' }, 'openai gpt-4o'],
    [{ openai: { baseUrl: 'http://127.0.0.1:11434/v1' }, model: 'llama3.2' }, 'openai llama3.2'],
    [{ anthropic }, 'anthropic claude-haiku-4-5'],
    [{ openai, anthropic }, 'openai gpt-4o-mini'],
    [{ openai, anthropic, model: 'claude-sonnet-4-5' }, 'anthropic claude-sonnet-4-5'],
  ])('%j → %s', (settings, label) => {
    expect(chooseModel(settings)).toMatchObject({ label, demo: label.startsWith('demo') });
  });
});
