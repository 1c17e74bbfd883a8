import { randomBytes } from 'node:crypto';
import { ChatAnthropic } from '@langchain/anthropic';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AIMessageChunk } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { createAnthropic } from './anthropic.ts';
import type { ModelProvider } from './model-provider.ts';
import { createOpenAi } from './openai.ts';
import { type Listening, serveOnLoopback } from './serve.ts';

const KEY = 'sk-of-this-test';

/** The two real clients, told only another address. */
const DIALECTS = {
  openai: {
    create: createOpenAi,
    client: (url: string, apiKey = KEY): BaseChatModel =>
      new ChatOpenAI({ model: 'gpt-street', apiKey, maxRetries: 0, configuration: { baseURL: `${url}/v1` } }),
    finish: { tool: { finish_reason: 'tool_calls' }, length: { finish_reason: 'length' } },
    surplus: 0,
  },
  anthropic: {
    create: createAnthropic,
    client: (url: string, apiKey = KEY): BaseChatModel =>
      new ChatAnthropic({ model: 'claude-street', apiKey, maxRetries: 0, anthropicApiUrl: url }),
    finish: { tool: { stop_reason: 'tool_use' }, length: { stop_reason: 'max_tokens' } },
    // The opening of a stream counts one token, its end counts all: the client (1.5.11) adds them up.
    surplus: 1,
  },
};

const LOOK_UP = {
  name: 'look_up_hours',
  description: 'Opening hours of a day',
  schema: { type: 'object', properties: { day: { type: 'string' } }, required: ['day'] },
};

describe.each(Object.entries(DIALECTS))('%s, through the real client', (_, dialect) => {
  let provider: ModelProvider;
  let server: Listening;
  let model: BaseChatModel;

  beforeEach(async () => {
    provider = dialect.create({ apiKey: KEY, now: () => new Date(), randomBytes });
    server = await serveOnLoopback(express().use(provider.router));
    model = dialect.client(server.url);
  });

  afterEach(() => server.close());

  const usage = { input: 100, cachedInput: 60, output: 7 };
  const counted = { input_tokens: 100, output_tokens: 7, input_token_details: { cache_read: 60 } };

  test('answers what the script says, in order, then by rule', async () => {
    provider.script.say({ text: 'one', usage }, { text: ['t', 'wo'] });
    provider.script.sayBy((call) => ({ text: `${call.model}: ${(call.body.messages as unknown[]).length}` }));
    const first = await model.invoke('hello');
    expect(first.text).toBe('one');
    expect(first.usage_metadata).toMatchObject(counted);
    expect((await model.invoke('hello')).text).toBe('two');
    expect((await model.invoke('hello')).text).toMatch(/-street: 1$/);
    expect(provider.ledger.entries.map((entry) => entry.outcome)).toEqual(['answered', 'answered', 'answered']);
  });

  test('calls tools', async () => {
    provider.script.say({ toolCalls: [{ id: 'c1', name: 'look_up_hours', arguments: { day: 'Saturday' } }] });
    const answer = await model.bindTools?.([LOOK_UP]).invoke('Saturday?');
    expect(answer?.tool_calls).toMatchObject([{ id: 'c1', name: 'look_up_hours', args: { day: 'Saturday' } }]);
    expect(answer?.response_metadata).toMatchObject(dialect.finish.tool);
    expect(JSON.stringify(provider.ledger.entries[0]?.call.body.tools)).toContain('look_up_hours');
  });

  test('streams text, then tool calls, then usage', async () => {
    const toolCalls = [
      { id: 'c1', name: 'look_up_hours', arguments: { day: 'Saturday' } },
      { id: 'c2', name: 'look_up_hours', arguments: { day: 'Sunday “ö”' } },
    ];
    provider.script.say({ text: ['Let me ', 'look.'], toolCalls, usage });
    let whole: AIMessageChunk | undefined;
    for await (const chunk of await model.stream('when?')) whole = whole?.concat(chunk) ?? chunk;
    expect(whole?.text).toBe('Let me look.');
    expect(whole?.tool_calls).toMatchObject([{ args: { day: 'Saturday' } }, { id: 'c2', args: { day: 'Sunday “ö”' } }]);
    expect(whole?.usage_metadata).toMatchObject({ ...counted, output_tokens: 7 + dialect.surplus });
  });

  test('says when it stopped for length', async () => {
    provider.script.say({ text: 'and then', stop: 'length' });
    expect((await model.invoke('tell')).response_metadata).toMatchObject(dialect.finish.length);
  });

  test('a stream goes on when the test lets it', async () => {
    const gate = Promise.withResolvers<void>();
    provider.script.say({ text: ['one ', 'two'], beforePiece: (index) => (index === 1 ? gate.promise : null) });
    const texts: string[] = [];
    const reading = (async () => {
      for await (const chunk of await model.stream('go')) if (chunk.text) texts.push(chunk.text);
    })();
    await until(() => texts.length === 1);
    expect(provider.ledger.entries[0]).toMatchObject({ pieces: 1, outcome: 'pending' });
    gate.resolve();
    await reading;
    expect(texts.join('')).toBe('one two');
  });

  test('a caller who hangs up is seen', async () => {
    const never = new Promise(() => {});
    provider.script.say({ text: ['one ', 'two'], beforePiece: (index) => (index === 1 ? never : null) });
    const abort = new AbortController();
    const reading = (async () => {
      for await (const chunk of await model.stream('go', { signal: abort.signal })) if (chunk.text) abort.abort();
    })();
    await expect(reading).rejects.toThrow();
    await until(() => provider.ledger.entries[0]?.outcome === 'abandoned');
  });

  test('breaks off in the middle of a stream', async () => {
    const texts: string[] = [];
    const untilRead = (index: number) => until(() => texts.join('').split(' ').length > index);
    provider.script.say({ text: ['one ', 'two ', 'three'], cutAfter: 2, beforePiece: untilRead });
    const reading = (async () => {
      for await (const chunk of await model.stream('go')) texts.push(chunk.text);
    })();
    await expect(reading).rejects.toThrow();
    expect(texts.join('')).toBe('one two ');
    expect(provider.ledger.entries[0]).toMatchObject({ pieces: 2, outcome: 'cut' });
  });

  test('refuses on demand', async () => {
    provider.script.sayBy(() => ({ text: 'fine' }));
    provider.faults.next({ kind: 'status', status: 429 });
    provider.faults.next({ kind: 'status', status: 500 });
    provider.faults.next({ kind: 'cut' });
    await expect(model.invoke('x')).rejects.toMatchObject({ status: 429 });
    await expect(model.invoke('x')).rejects.toMatchObject({ status: 500 });
    await expect(model.invoke('x')).rejects.toThrow();
    expect((await model.invoke('x')).text).toBe('fine');
  });

  test('hangs until the caller gives up', async () => {
    provider.faults.next({ kind: 'hang' });
    await expect(model.invoke('x', { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    await until(() => provider.ledger.entries[0]?.outcome === 'abandoned');
  });

  test('refuses a wrong key, and a call that nobody scripted', async () => {
    await expect(dialect.client(server.url, 'other').invoke('x')).rejects.toMatchObject({ status: 401 });
    await expect(model.invoke('x')).rejects.toThrow(/no scripted answer/);
  });
});

test('OpenAI’s street lists its models', async () => {
  const provider = createOpenAi({ apiKey: KEY, now: () => new Date(), randomBytes, models: ['gpt-a', 'gpt-b'] });
  await using server = await serveOnLoopback(express().use(provider.router));
  const res = await fetch(`${server.url}/v1/models`, { headers: { authorization: `Bearer ${KEY}` } });
  expect(await res.json()).toMatchObject({ object: 'list', data: [{ id: 'gpt-a' }, { id: 'gpt-b' }] });
});
