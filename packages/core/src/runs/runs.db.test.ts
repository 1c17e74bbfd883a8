import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { as } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { settleAnswered, settleBlocked } from '../turns/settle-turn.ts';
import { findRuns, type RunFilter } from './find-runs.ts';
import { readRun } from './read-runs.ts';

let core: TestCore;
let ctx: Ctx;
let kit: ReturnType<typeof laneKit>;
const ada = as(ORG, 'usr_ada');
const usage = { inputTokens: 120, cachedInputTokens: 20, outputTokens: 8 };

beforeAll(async () => {
  core = await openTestCore();
  ctx = core.ctx;
  kit = laneKit(core);
});
afterAll(() => core.close());
beforeEach(() => core.forget());

/** A turn that was answered after so long, at that price. */
async function answered(visitor: string, text: string, { micros = 0, tookMs = 50, blocked = false } = {}) {
  await ingestTurn(ctx, from(visitor, `m-${visitor}`, text));
  const claim = await kit.takeOne();
  const content = { requestHash: {}, response: { text: 'x' }, usage, cost_micros: micros };
  const startedAt = new Date(Date.now() - tookMs);
  const run = {
    ...(await kit.runOf(claim)),
    startedAt,
    steps: [{ key: 'think#1', kind: 'model', content, startedAt, durationMs: tookMs }],
  };
  if (blocked) await settleBlocked(ctx, claim, run, { text: 'I cannot help with that.', reason: 'topic' });
  else await settleAnswered(ctx, claim, run, `About ${text}.`);
  return { ...claim, runId: run.runId };
}

const found = async (filter: RunFilter) =>
  (await findRuns(ctx, ORG, { limit: 50, ...filter })).data.map(({ message }) => message);

test('runs are found by what they were about, how they ended, how long they took and what they cost', async () => {
  const hours = await answered('v1', 'opening hours', { micros: 1_500, tookMs: 4_000 });
  const middle = new Date();
  await answered('v2', 'a root canal', { micros: 90, blocked: true });
  expect(await found({})).toEqual(['a root canal', 'opening hours']);
  expect(await found({ q: 'canal' })).toEqual(['a root canal']);
  expect(await found({ q: hours.runId })).toEqual(['opening hours']);
  expect(await found({ status: 'blocked' })).toEqual(['a root canal']);
  expect(await found({ min_cost_micros: 1_000 })).toEqual(['opening hours']);
  expect(await found({ max_cost_micros: 1_000 })).toEqual(['a root canal']);
  expect(await found({ min_duration_ms: 3_000 })).toEqual(['opening hours']);
  expect(await found({ max_duration_ms: 3_000 })).toEqual(['a root canal']);
  expect(await found({ agent: hours.agentId })).toHaveLength(2);
  expect(await found({ agent: ctx.newId('agent') })).toEqual([]);
  expect(await found({ conversation: hours.conversationId })).toEqual(['opening hours']);
  expect(await found({ kind: 'replay' })).toEqual([]);
  expect(await found({ since: middle.toISOString() })).toEqual(['a root canal']);
  expect(await found({ until: middle.toISOString() })).toEqual(['opening hours']);
});

test('by a tag of their agent', async () => {
  await answered('v1', 'opening hours');
  expect(await found({ tag: 'dental' })).toEqual([]);
  await core.database.owner.query(`update agent set tags = '{dental,uk}'`);
  expect(await found({ tag: 'dental' })).toEqual(['opening hours']);
  await core.database.owner.query(`update agent set tags = '{}'`);
});

test('page by page, each once', async () => {
  for (const visitor of ['v1', 'v2', 'v3']) await answered(visitor, `from ${visitor}`);
  const first = await findRuns(ctx, ORG, { limit: 2 });
  const second = await findRuns(ctx, ORG, { limit: 2, starting_after: first.next_cursor ?? '' });
  expect([...first.data, ...second.data].map(({ message }) => message)).toEqual(['from v3', 'from v2', 'from v1']);
  expect([first.has_more, second.has_more]).toEqual([true, false]);
});

test('a run is read with its answer, its tokens and its cost, and that it was read is written down', async () => {
  const { runId } = await answered('v1', 'opening hours', { micros: 1_500 });
  const run = await readRun(ctx, ada, runId);
  expect(run).toMatchObject({
    id: runId,
    kind: 'answer',
    answer: 'About opening hours.',
    attempts: 1,
    overrides: null,
  });
  expect(run).toMatchObject({ cost_micros: 1_500, input_tokens: 120, cached_input_tokens: 20, output_tokens: 8 });
  expect(run.steps.map(({ key }) => key)).toEqual(['think#1']);
  await readRun(ctx, ada, runId);
  const { rows } = await core.database.owner.query(
    `select actor_id, target_id from audit_entry where action = 'run.read'`,
  );
  expect(rows).toEqual([{ actor_id: ada.actor.id, target_id: runId }]);
});

test('another organisation’s run is as unknown as one that never was', async () => {
  const { runId } = await answered('v1', 'opening hours');
  const stranger = as(ctx.newId('organisation'), 'usr_eve');
  await expect(readRun(ctx, stranger, runId)).rejects.toMatchObject({ code: 'no_such_run' });
  await expect(readRun(ctx, ada, ctx.newId('run'))).rejects.toMatchObject({ code: 'no_such_run' });
  expect((await findRuns(ctx, stranger.orgId, { limit: 50, q: 'opening' })).data).toEqual([]);
});
