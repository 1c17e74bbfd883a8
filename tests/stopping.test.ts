import type { ModelPort } from '@parley/agent/models/model-port';
import { until } from '@parley/testkit/until';
import { expect, test } from 'vitest';
import { startPlatform } from './platform.ts';
import { visit } from './visitor.ts';

/** Answers when it is told to, or breaks off with its signal: a model in the middle of a call. */
function heldModel() {
  const gate = Promise.withResolvers<void>();
  let calls = 0;
  const model: ModelPort = {
    label: 'held model',
    demo: true,
    async call(_, { signal }) {
      calls += 1;
      await Promise.race([
        gate.promise,
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
      ]);
      return {
        text: 'At last.',
        toolCalls: [],
        usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 },
        model: 'held model',
      };
    },
  };
  return { model, release: () => gate.resolve(), calls: () => calls };
}

test('a worker that is stopped in the middle of a turn gives the lane back: another answers, and the attempt does not count', async () => {
  const held = heldModel();
  const platform = await startPlatform({ model: held.model, workers: 0, graceMs: 50 });
  try {
    const first = await platform.startWorker();
    const visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
    await visitor.say('Hello?');
    await until(() => held.calls() === 1 && first.running() === 1);
    await first.stop('test');
    const { rows } = await platform.database.owner.query('select state, attempts from turn');
    expect(rows).toEqual([{ state: 'ready', attempts: 0 }]);

    held.release();
    // Neither the lease nor any delay has to pass: no clock is moved here.
    await platform.startWorker();
    await platform.quiet();
    const { data } = await visitor.client.listChatMessages({});
    expect(data.map(({ author, text }) => `${author}: ${text}`)).toEqual(['visitor: Hello?', 'agent: At last.']);
  } finally {
    await platform.stop();
  }
});

test('a turn whose agent cannot be read ends with a notice, and the lane goes on', async () => {
  const platform = await startPlatform({ workers: 1 });
  try {
    const visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
    await platform.database.owner.query(
      `alter table agent_version disable trigger user; update agent_version set spec = '{"broken": true}'`,
    );
    await visitor.say('Hello?');
    await until(
      async () => {
        await platform.passTime(60_000);
        return (await platform.database.owner.query(`select from turn where state = 'dead'`)).rowCount === 1;
      },
      { timeoutMs: 20_000, everyMs: 100 },
    );
    const { data } = await visitor.client.listChatMessages({});
    expect(data.map(({ author }) => author)).toEqual(['visitor', 'notice']);
  } finally {
    await platform.stop();
  }
});
