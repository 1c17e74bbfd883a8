import type { ModelPort } from '@parley/agent/models/model-port';
import { createPool, type Pool } from '@parley/db/pools';
import { until } from '@parley/testkit/until';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';
import { visit } from './visitor.ts';

/** Answers when it is let go, or stops when it is told to. */
const model = {
  asked: 0,
  aborted: 0,
  gate: Promise.withResolvers<void>(),
};
const patient: ModelPort = {
  label: 'patient model',
  demo: true,
  async call({ messages }, { signal }) {
    model.asked += 1;
    const stopped = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => {
        model.aborted += 1;
        reject(signal.reason as Error);
      }),
    );
    await Promise.race([model.gate.promise, stopped]);
    const last = messages.at(-1);
    const text = `to: ${last?.role === 'user' ? last.text.replaceAll('\n', ', ') : ''}`;
    return { text, toolCalls: [], usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 }, model: 'patient' };
  },
};

let platform: Platform;
let owner: Pool;
beforeAll(async () => {
  platform = await startPlatform({ model: patient });
  owner = createPool({ url: platform.database.urls.owner, max: 2, name: 'test', onError: () => {} });
});
afterAll(async () => {
  await owner.end();
  await platform.stop();
});
beforeEach(() => {
  model.gate = Promise.withResolvers();
  model.asked = 0;
  model.aborted = 0;
});
afterEach(() => model.gate.resolve());

const newVisitor = () => visit({ url: platform.api.url, channelId: platform.channelId });

async function whileRunning(mode: string): Promise<void> {
  const versionId = `agv_01k9${Math.random().toString(36).slice(2, 10).padEnd(22, '0')}`;
  await owner.query(
    `with version as (
       insert into agent_version (org_id, id, agent_id, number, spec, digest, created_at)
       select v.org_id, $1, v.agent_id, (select max(number) + 1 from agent_version), v.spec || jsonb_build_object('turns', jsonb_build_object('while_running', $2::text)), 'd', now()
       from agent a join agent_version v on v.id = a.current_version_id
     ) update agent set current_version_id = $1`,
    [versionId, mode],
  );
}

test('a message that interrupts stops the model call at once, and both are answered together', async () => {
  await whileRunning('interrupt');
  const visitor = await newVisitor();
  const first = visitor.client.sendChatMessage({ body: { id: 'a', text: 'one' }, headers: { Prefer: 'wait=10' } });
  await until(() => model.asked === 1);
  await visitor.say('two');
  // Far sooner than a lease or a renewal would show it.
  await until(() => model.aborted === 1, { timeoutMs: 2_000 });
  model.gate.resolve();
  await platform.quiet();
  const answered = await first;
  expect(
    answered.replies.map(({ text }) => text),
    'who waits for the first gets the answer to both',
  ).toEqual(['to: one, two']);
  const { rows } = await owner.query('select outcome from run order by id');
  expect(rows.map(({ outcome }) => outcome).sort()).toEqual(['discarded', 'replied']);
  await whileRunning('queue');
});

test('two machines that answer each other are stopped, and people find out', async () => {
  model.gate.resolve();
  const visitor = await newVisitor();
  for (let n = 0; n < 10; n++) {
    await visitor.client.sendChatMessage({
      body: { id: `m${n}`, text: `I am a bot ${n}` },
      headers: { Prefer: 'wait=10' },
    });
  }
  const last = await visitor.client.sendChatMessage({
    body: { id: 'last', text: 'And so on' },
    headers: { Prefer: 'wait=10' },
  });
  expect(last).toMatchObject({ status: 'silent', replies: [] });
  const { rows } = await owner.query(
    `select c.owner, i.kind, i.evidence -> 'reason' as reason, t.kind as ticket from conversation c, incident i, ticket t
     where c.id = $1 and i.evidence ->> 'conversation_id' = c.id and t.conversation_id = c.id`,
    [last.conversation_id],
  );
  expect(rows).toEqual([{ owner: 'person', kind: 'breaker', reason: 'no_pause', ticket: 'breaker' }]);
});
