import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { failAttempt } from './fail-attempt.ts';
import { ingestTurn } from './ingest-turn.ts';
import { listTurns } from './list-turns.ts';

let core: TestCore;
let kit: ReturnType<typeof laneKit>;
beforeAll(async () => {
  core = await openTestCore();
  kit = laneKit(core);
});
afterAll(() => core.close());
beforeEach(() => core.forget());

const list = (query: Partial<Parameters<typeof listTurns>[2]> = {}, orgId: string = ORG) =>
  listTurns(core.ctx, orgId, { limit: 50, ...query });
const writes = (visitor: string, text: string) => ingestTurn(core.ctx, from(visitor, text, text));
async function givesUp(visitor: string, text: string): Promise<string> {
  const { turnId } = await writes(visitor, text);
  const claim = await kit.takeOne();
  await failAttempt(core.ctx, claim, await kit.runOf(claim), { retryable: false, reason: 'model_call_limit' });
  return turnId;
}

test('a turn with what it is about, how it stands and why, and what of it can be asked again', async () => {
  const dead = await givesUp('v1', 'Can I come today?');
  const { turnId: waiting, conversationId } = await writes('v2', 'And tomorrow?');
  const { data, has_more } = await list();
  expect(has_more).toBe(false);
  expect(data.map(({ id }) => id)).toEqual([waiting, dead]);
  expect(data[1]).toMatchObject({
    ...{ state: 'dead', reason: 'model_call_limit', attempts: 1, dead_letter: { redriven_at: null } },
    ...{ messages: [{ text: 'Can I come today?' }], channel: { kind: 'web_chat' } },
  });
  expect(data[0]).toMatchObject({ conversation_id: conversationId, dead_letter: null, ended_at: null });
});

test('by state, reason, conversation, agent and time', async () => {
  const dead = await givesUp('v1', 'one');
  const { turnId: waiting, conversationId } = await writes('v2', 'two');
  const ids = async (query: Parameters<typeof list>[0]) => (await list(query)).data.map(({ id }) => id);
  expect(await ids({ state: 'dead' })).toEqual([dead]);
  expect(await ids({ state: 'under_way' })).toEqual([waiting]);
  expect(await ids({ state: 'replied' })).toEqual([]);
  expect(await ids({ reason: 'model_call_limit' })).toEqual([dead]);
  expect(await ids({ conversation: conversationId })).toEqual([waiting]);
  expect(await ids({ agent: 'agt_nobody' })).toEqual([]);
  expect(await ids({ from: '2020-01-01T00:00:00.000Z' })).toEqual([waiting, dead]);
  expect(await ids({ to: '2020-01-01T00:00:00.000Z' })).toEqual([]);
  expect((await list({}, 'org_other')).data).toEqual([]);
});

test('page by page, each once', async () => {
  for (let i = 0; i < 5; i++) await writes(`v${i}`, `message ${i}`);
  const seen: string[] = [];
  let page = await list({ limit: 2 });
  for (;;) {
    seen.push(...page.data.flatMap(({ messages }) => messages.map(({ text }) => text)));
    if (page.next_cursor === null) break;
    page = await list({ limit: 2, starting_after: page.next_cursor });
  }
  expect(seen).toEqual([4, 3, 2, 1, 0].map((i) => `message ${i}`));
});

test('what is rare is found over pages of its own: none reads the whole list', async () => {
  const dead = await givesUp('v1', 'long ago');
  await core.database.owner.query(
    `insert into turn (org_id, id, conversation_id, agent_id, state, created_at, ended_at)
     select org_id, 'turn_7zzzzzzzzz' || lpad(i::text, 16, '0'), conversation_id, agent_id, 'replied', now(), now()
     from turn, generate_series(1, 5000) i where id = $1`,
    [dead],
  );
  const first = await list({ state: 'dead' });
  expect(first).toMatchObject({ data: [], has_more: true });
  const second = await list({ state: 'dead', starting_after: first.next_cursor ?? '' });
  expect(second.data.map(({ id }) => id)).toEqual([dead]);
  expect(second.has_more).toBe(false);
});
