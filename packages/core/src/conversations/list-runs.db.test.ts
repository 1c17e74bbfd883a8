import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { readWorkload } from '../operations/read-workload.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { as } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { failAttempt } from '../turns/fail-attempt.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { type RunRecord, settleAnswered } from '../turns/settle-turn.ts';
import { listConversations } from './list-conversations.ts';
import { listLines } from './list-lines.ts';
import { listRuns } from './list-runs.ts';

let core: TestCore;
let ctx: Ctx;
let kit: ReturnType<typeof laneKit>;
const ada = as(ORG, 'usr_ada');

beforeAll(async () => {
  core = await openTestCore();
  ctx = core.ctx;
  kit = laneKit(core);
});
afterAll(() => core.close());
beforeEach(() => core.forget());

const usage = { inputTokens: 120, cachedInputTokens: 20, outputTokens: 8 };
const step = (key: string, kind: string, response: unknown, spent: unknown = null): RunRecord['steps'][number] => ({
  key,
  kind,
  content: { requestHash: {}, response, usage: spent },
  startedAt: new Date('2026-11-20T09:00:00Z'),
  durationMs: 40,
});
const STEPS = [
  step('frame', 'frame', { agent: { instructions: 'nobody’s business' } }),
  step('think#1', 'model', { text: '', toolCalls: [{ name: 'get_hours', args: { day: 'mon' } }], model: 'm' }, usage),
  step('tool:think#1.0', 'tool', { ok: true, output: { open: '9:00' } }),
  step('think#2', 'model', { text: 'At nine.', toolCalls: [], model: 'm' }, usage),
];

test('a run tells its steps, what they cost and what they asked for, and nothing of what the agent is told', async () => {
  const { conversationId: id, turnId } = await ingestTurn(ctx, from('v1', 'm1'));
  const claim = await kit.takeOne();
  await settleAnswered(ctx, claim, { ...(await kit.runOf(claim)), steps: STEPS }, 'At nine.');
  const runs = await listRuns(ctx, ada, { id, turn_id: turnId });
  expect(runs).toMatchObject([
    { turn_id: turnId, outcome: 'replied', model: 'test', input_tokens: 240, output_tokens: 16 },
  ]);
  expect(runs[0]?.steps).toMatchObject([
    { key: 'frame', result: null, text: null, duration_ms: 40 },
    { key: 'think#1', tool_calls: [{ name: 'get_hours', args: { day: 'mon' } }], input_tokens: 120, output_tokens: 8 },
    { key: 'tool:think#1.0', result: { ok: true, output: { open: '9:00' } }, input_tokens: null },
    { key: 'think#2', text: 'At nine.', tool_calls: [] },
  ]);
  expect(JSON.stringify(runs)).not.toContain('business');
});

test('an emptied journal still has its times; another organisation’s is as unknown as one that never was', async () => {
  const { conversationId: id, turnId } = await ingestTurn(ctx, from('v1', 'm1'));
  const claim = await kit.takeOne();
  const steps = STEPS.map((one) => ({ ...one, content: {} }));
  await settleAnswered(ctx, claim, { ...(await kit.runOf(claim)), steps }, 'At nine.');
  const [run] = await listRuns(ctx, ada, { id, turn_id: turnId });
  expect(
    run?.steps.map(({ text, result, tool_calls, duration_ms }) => [text, result, tool_calls, duration_ms]),
  ).toEqual(Array(4).fill([null, null, [], 40]));
  expect(await listRuns(ctx, ada, { id, turn_id: ctx.newId('turn') })).toEqual([]);
  await expect(
    listRuns(ctx, { ...ada, orgId: ctx.newId('organisation') }, { id, turn_id: turnId }),
  ).rejects.toMatchObject({
    code: 'no_such_conversation',
  });
});

test('a conversation whose turn was given up is found among the dead, and among them only', async () => {
  const dead = await ingestTurn(ctx, from('v1', 'm1'));
  const claim = await kit.takeOne();
  await failAttempt(ctx, claim, null, { retryable: false, reason: 'model_call_limit' });
  const waiting = await ingestTurn(ctx, from('v2', 'm2'));
  const found = async (query: object) => (await listConversations(ctx, ada, { limit: 10, ...query })).data;
  expect(await found({ state: 'dead' })).toMatchObject([{ id: dead.conversationId, dead: 1, waiting: 0 }]);
  expect(await found({ state: 'waiting' })).toMatchObject([{ id: waiting.conversationId, dead: 0, waiting: 1 }]);
  expect(await found({ state: 'answered' })).toEqual([]);
  expect(await found({ agent: ctx.newId('agent') })).toEqual([]);
  expect(await found({ from: '2100-01-01T00:00:00.000Z' })).toEqual([]);
  expect(await found({ to: '2100-01-01T00:00:00.000Z' })).toHaveLength(2);
});

test('the workload is what waits in this organisation', async () => {
  await ingestTurn(ctx, from('v1', 'm1'));
  await ingestTurn(ctx, from('v2', 'm2'));
  await kit.take(1);
  const now = await readWorkload(ctx, ORG);
  expect(now).toMatchObject({
    lanes: { waiting: 1, running: 1, oldest_wait_ms: expect.any(Number) },
    replies: { waiting: 0, oldest_wait_ms: null },
  });
  expect((await readWorkload(ctx, ctx.newId('organisation'))).lanes).toEqual({
    waiting: 0,
    running: 0,
    oldest_wait_ms: null,
  });
});

test('an answer that did not arrive is told where it stands, with the carrier’s reason in words', async () => {
  const { conversationId: id } = await ingestTurn(ctx, from('v1', 'm1'));
  await kit.answer(await kit.takeOne(), 'At nine.');
  await core.database.owner.query(`update reply set status = 'undelivered', reason = '30003'`);
  const [found] = (await listConversations(ctx, ada, { limit: 10 })).data;
  expect(found?.last).toMatchObject({ author: 'agent', text: 'At nine.', status: 'undelivered' });
  expect((await listLines(ctx, ada, { id, limit: 10 })).data).toMatchObject([
    { author: 'contact', status: null, status_reason: null },
    { author: 'agent', status: 'undelivered', status_reason: expect.stringContaining('could not be reached') },
  ]);
});
