import { randomBytes } from 'node:crypto';
import { tokenCost } from '@parley/shared/cost';
import { listPrice } from '@parley/shared/model-prices';
import { createAnthropic } from '@parley/testkit/street/anthropic';
import type { ModelCall as Received, ModelAnswer as Scripted } from '@parley/testkit/street/model-script';
import { createOpenAi } from '@parley/testkit/street/openai';
import { serveOnLoopback } from '@parley/testkit/street/serve';
import express from 'express';
import { describe, expect, test } from 'vitest';
import { addUsage, NO_USAGE } from '../usage.ts';
import type { ModelSettings } from './candidates.ts';
import { chooseModel } from './choose-model.ts';
import { readDialogues } from './demo/rehearsal/dialogues.ts';
import { rehearse } from './demo/rehearsal/rehearse.ts';
import type { ModelAnswer, ModelCall, ModelMessage, ModelPort } from './model-port.ts';

/*
 * The same ten conversations with the demo model, and over the wire of both protocols: there, what the request holds when it
 * has arrived is read back and answered by the same rules. Whatever a protocol lost of messages, tool calls, their results,
 * pieces of a stream or counts would end the conversation differently.
 */

const demo = chooseModel({});
const signal = new AbortController().signal;
const dialogues = readDialogues(new URL('./demo/seen/', import.meta.url))
  .filter(({ lines }) => lines.length > 1)
  .slice(0, 10);

type Block = {
  type: string;
  text?: string;
  id?: string;
  name?: string;
  input?: object;
  tool_use_id?: string;
  content?: unknown;
};
type Said = {
  role: string;
  content?: string | Block[] | null;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
};

const textOf = (content: unknown): string =>
  typeof content === 'string' ? content : ((content ?? []) as Block[]).map(({ text }) => text ?? '').join('');

/** As OpenAI writes a conversation. */
const fromOpenAi = ({ role, content, tool_calls = [], tool_call_id = '' }: Said): ModelMessage[] => {
  const text = textOf(content);
  if (role === 'user') return [{ role, text }];
  if (role === 'tool') return [{ role, callId: tool_call_id, name: '', text }];
  if (role !== 'assistant') return [];
  const toolCalls = tool_calls.map(({ id, function: called }) => ({
    id,
    name: called.name,
    args: JSON.parse(called.arguments),
  }));
  return [{ role, text, toolCalls }];
};

/** As Anthropic does: results of tools are what the user says. */
const fromAnthropic = ({ role, content }: Said): ModelMessage[] => {
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
  if (role === 'assistant') {
    const uses = blocks.filter(({ type }) => type === 'tool_use');
    const toolCalls = uses.map(({ id = '', name = '', input = {} }) => ({ id, name, args: input as never }));
    return [{ role, text: textOf(blocks.filter(({ type }) => type === 'text')), toolCalls }];
  }
  return blocks.map((block) =>
    block.type === 'tool_result'
      ? { role: 'tool', callId: block.tool_use_id ?? '', name: '', text: textOf(block.content) }
      : { role: 'user', text: block.text ?? '' },
  );
};

type Arrived = { system?: unknown; messages: Said[]; tools?: { name?: string; function?: { name: string } }[] };

function readBack({ body }: Received, read: (said: Said) => ModelMessage[]): ModelCall {
  const { system, messages, tools = [] } = body as unknown as Arrived;
  return {
    system: system === undefined ? textOf(messages.find(({ role }) => role === 'system')?.content) : textOf(system),
    messages: messages.flatMap(read),
    tools: tools.map((tool) => ({ name: tool.function?.name ?? tool.name ?? '', description: '', parameters: {} })),
    params: { model: null, toolChoice: 'auto' },
  };
}

/** Streamed in pieces, counted as a provider counts, a part of it from its cache. */
const spoken = ({ text, toolCalls, usage }: ModelAnswer): Scripted => ({
  text: text === '' ? [] : text.split(/(?<=\s)/),
  toolCalls: toolCalls.map(({ name, args }) => ({ name, arguments: args })),
  usage: { input: usage.inputTokens, cachedInput: Math.floor(usage.inputTokens / 2), output: usage.outputTokens },
});

const PROTOCOLS = {
  openai: {
    create: createOpenAi,
    read: fromOpenAi,
    settings: (url: string): ModelSettings => ({ openai: { baseUrl: `${url}/v1` } }),
    model: 'gpt-4o-mini',
  },
  anthropic: {
    create: createAnthropic,
    read: fromAnthropic,
    settings: (url: string): ModelSettings => ({ anthropic: { baseUrl: url } }),
    model: 'claude-haiku-4-5',
  },
};

test('there are ten of them, and they go well with the demo model', async () => {
  expect(dialogues).toHaveLength(10);
  for (const dialogue of dialogues) {
    const { exchanges, missed } = await rehearse(demo, dialogue);
    expect([...missed, ...exchanges.flatMap((exchange) => exchange.missed)], dialogue.about).toEqual([]);
  }
});

describe.each(Object.entries(PROTOCOLS))('over the wire of %s', (name, { create, read, settings, model }) => {
  test.each(dialogues.map((dialogue) => [dialogue.about, dialogue] as const))('%s', async (_, dialogue) => {
    const provider = create({ apiKey: null, now: () => new Date(), randomBytes });
    await using server = await serveOnLoopback(express().use(provider.router));
    let told = NO_USAGE;
    provider.script.sayBy(async (received) => {
      const answer = await demo.call(readBack(received, read), { signal });
      const cachedInputTokens = Math.floor(answer.usage.inputTokens / 2);
      told = addUsage(told, { ...answer.usage, cachedInputTokens });
      return spoken(answer);
    });
    const wire = chooseModel(settings(server.url));
    let heard = NO_USAGE;
    let micros = 0;
    let pieces = 0;
    const listening: ModelPort = {
      ...wire,
      async call(call, options) {
        const answer = await wire.call(call, { ...options, onText: () => (pieces += 1) });
        heard = addUsage(heard, answer.usage);
        const price = listPrice(name, model);
        if (!price) throw new Error('the list has no price for the model');
        expect(answer.bill?.micros).toBe(tokenCost(price, answer.usage));
        micros += answer.bill?.micros ?? 0;
        return answer;
      },
    };
    expect(await rehearse(listening, dialogue)).toEqual(await rehearse(demo, dialogue));
    expect(heard).toEqual(told);
    expect(provider.ledger.entries.every(({ call, outcome }) => call.stream && outcome === 'answered')).toBe(true);
    expect([micros > 0, pieces > dialogue.lines.length]).toEqual([true, true]);
  });
});
