import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { TestDatabase } from '@parley/testkit/database';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { from, laneKit } from '../testing/lane-kit.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import type { LaneClaim } from './claim-lanes.ts';
import { failAttempt } from './fail-attempt.ts';
import { releaseLanes, renewLanes } from './hold-lanes.ts';
import { ingestTurn } from './ingest-turn.ts';
import { readTurnFrame } from './read-turn-frame.ts';
import { FALLBACK_NOTICE } from './settle-turn.ts';

let core: TestCore;
let ctx: Ctx;
let database: TestDatabase;
let { take, takeOne, runOf, answer, said, count } = {} as ReturnType<typeof laneKit>;

beforeAll(async () => {
  core = await openTestCore();
  ({ ctx, database } = core);
  ({ take, takeOne, runOf, answer, said, count } = laneKit(core));
});
afterAll(() => core.close());
beforeEach(() => core.forget());

test('a message opens contact, conversation and turn, and is answered', async () => {
  await ingestTurn(ctx, from('v1', 'm1', 'When are you open?'));
  const claim = await takeOne();
  expect(await answer(claim, 'At nine.')).toEqual({ kind: 'settled', more: false, leaves: false, tells: false });
  expect(await said('v1')).toEqual(['visitor: When are you open?', 'agent: At nine.']);
  expect(await take()).toEqual([]);
});

test('the same event twice, and twenty times at once, has effect once and the same answer', async () => {
  const first = await ingestTurn(ctx, from('v1', 'm1'));
  const again = await Promise.all(Array.from({ length: 20 }, () => ingestTurn(ctx, from('v1', 'm1'))));
  expect(new Set(again.map(({ turnId }) => turnId))).toEqual(new Set([first.turnId]));
  expect(again.every(({ duplicate }) => duplicate)).toBe(true);
  expect(await count('turn')).toBe(1);
  expect(await count('message')).toBe(1);
});

test('first messages of one person at the same moment share a contact and a lane', async () => {
  // Open connections, or the first statement is over before the second begins.
  await Promise.all(Array.from({ length: 20 }, () => ctx.hot.query('select 1')));
  for (const visitor of ['v1', 'v2', 'v3', 'v4', 'v5']) {
    const turns = await Promise.all(Array.from({ length: 12 }, (_, i) => ingestTurn(ctx, from(visitor, `m${i}`))));
    expect(new Set(turns.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(turns.filter(({ opened }) => opened)).toHaveLength(1);
    expect(await said(visitor)).toHaveLength(12);
  }
  expect(await count('contact')).toBe(5);
  expect(await count('turn')).toBe(60);
});

test('the same external id of two visitors is two events', async () => {
  const [a, b] = await Promise.all([ingestTurn(ctx, from('v1', 'm1')), ingestTurn(ctx, from('v2', 'm1'))]);
  expect(a.conversationId).not.toBe(b.conversationId);
});

test('one turn of a lane runs at a time, in order', async () => {
  await ingestTurn(ctx, from('v1', 'm1', 'first'));
  await ingestTurn(ctx, from('v1', 'm2', 'second'));
  const [first, ...others] = await take();
  expect(others).toEqual([]);
  expect(await take()).toEqual([]);
  expect(await answer(first as LaneClaim, 'to the first')).toEqual({
    kind: 'settled',
    more: true,
    leaves: false,
    tells: false,
  });
  const second = await takeOne();
  expect((await readTurnFrame(ctx, second)).history.map(({ text }) => text)).toEqual([
    'first',
    'to the first',
    'second',
  ]);
  await answer(second, 'to the second');
  expect(await said('v1')).toEqual([
    'visitor: first',
    'visitor: second',
    'agent: to the first',
    'agent: to the second',
  ]);
});

test('a turn sees what was written up to its own place, not later messages', async () => {
  await ingestTurn(ctx, from('v1', 'm1', 'first'));
  const claim = await takeOne();
  await ingestTurn(ctx, from('v1', 'm2', 'second'));
  expect((await readTurnFrame(ctx, claim)).history.map(({ text }) => text)).toEqual(['first']);
});

test('many workers at once never hold the same lane', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, i) => ingestTurn(ctx, from(`v${i}`, 'm'))));
  const taken = (await Promise.all(Array.from({ length: 15 }, (_, i) => take(4, `proc_${i}`)))).flat();
  expect(taken).toHaveLength(30);
  expect(new Set(taken.map(({ conversationId }) => conversationId)).size).toBe(30);
});

test('when the lease has run out another worker takes over, and the first can write nothing', async () => {
  await ingestTurn(ctx, from('v1', 'm1'));
  const dead = await takeOne();
  await moveDatabaseClock(database.owner, LANE_LIMITS.leaseMs + 1);
  const heir = await takeOne();
  expect(heir.turnId).toBe(dead.turnId);
  expect(heir.fence).toBeGreaterThan(dead.fence);
  expect(heir.attempts).toBe(2);
  expect(await answer(dead, 'too late')).toEqual({ kind: 'fenced_out' });
  expect(await renewLanes(ctx, [dead])).toEqual([dead]);
  expect(await answer(heir, 'in time')).toEqual({ kind: 'settled', more: false, leaves: false, tells: false });
  expect(await said('v1')).toEqual(['visitor: hello', 'agent: in time']);
});

test('settling twice writes one answer', async () => {
  await ingestTurn(ctx, from('v1', 'm1'));
  const claim = await takeOne();
  const both = await Promise.all([answer(claim, 'one'), answer(claim, 'two')]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(['fenced_out', 'settled']);
  expect(await count('reply')).toBe(1);
  expect(await count('run')).toBe(1);
});

test('settled twice in one batch, a turn has one answer, and its neighbours theirs', async () => {
  await Promise.all(['v1', 'v2', 'v3'].map((visitor) => ingestTurn(ctx, from(visitor, `m of ${visitor}`))));
  const claims = await take();
  // The first two are on their way when the others come, which then go together.
  const endings = await Promise.all([...claims, ...claims].map((claim) => answer(claim, `to ${claim.conversationId}`)));
  expect(endings.filter(({ kind }) => kind === 'settled')).toHaveLength(3);
  expect(await count('reply')).toBe(3);
});

test('runs that begin together see each their own conversation', async () => {
  const visitors = Array.from({ length: 8 }, (_, n) => `v${n}`);
  await Promise.all(visitors.map((visitor) => ingestTurn(ctx, from(visitor, 'm', `hello from ${visitor}`))));
  const claims = await take(visitors.length);
  const frames = await Promise.all(claims.map((claim) => readTurnFrame(ctx, claim)));
  const rows = await database.owner.query<{ turn_id: string; text: string }>('select turn_id, text from message');
  const texts = new Map(rows.rows.map(({ turn_id, text }) => [turn_id, text]));
  expect(frames.map(({ history }) => history.map(({ text }) => text))).toEqual(
    claims.map(({ turnId }) => [texts.get(turnId)]),
  );
});

test('a renewed lease is kept past its first end', async () => {
  await ingestTurn(ctx, from('v1', 'm1'));
  const claim = await takeOne();
  await moveDatabaseClock(database.owner, LANE_LIMITS.leaseMs - 1_000);
  expect(await renewLanes(ctx, [claim])).toEqual([]);
  await moveDatabaseClock(database.owner, 2_000);
  expect(await take()).toEqual([]);
});

test('a lane given back is due at once and the attempt does not count', async () => {
  await ingestTurn(ctx, from('v1', 'm1'));
  await releaseLanes(ctx, [await takeOne()]);
  expect((await takeOne()).attempts).toBe(1);
});

test('a failed attempt keeps its place, waits, and at last ends with a notice', async () => {
  await ingestTurn(ctx, from('v1', 'm1', 'first'));
  await ingestTurn(ctx, from('v1', 'm2', 'second'));
  const failure = { retryable: true, reason: 'model_error' };
  for (const expected of ['will_retry', 'will_retry', 'dead']) {
    const claim = await takeOne();
    expect((await readTurnFrame(ctx, claim)).history.at(-1)?.text).toBe('first');
    expect((await failAttempt(ctx, claim, await runOf(claim), failure)).kind).toBe(expected);
    if (expected === 'will_retry') expect(await take()).toEqual([]);
    await moveDatabaseClock(database.owner, 60_000);
  }
  expect(await said('v1')).toEqual(['visitor: first', 'visitor: second', `notice: ${FALLBACK_NOTICE}`]);
  expect((await readTurnFrame(ctx, await takeOne())).history.at(-1)?.text).toBe('second');
});

test('a failure that would not heal ends the turn at once', async () => {
  await ingestTurn(ctx, from('v1', 'm1'));
  const claim = await takeOne();
  const failed = await failAttempt(ctx, claim, await runOf(claim), { retryable: false, reason: 'model_call_limit' });
  expect(failed).toEqual({ kind: 'dead' });
});

test('messages that arrive while lanes are claimed and settled are never stranded', async () => {
  const visitors = Array.from({ length: 5 }, (_, i) => `v${i}`);
  let writing = true;
  const workers = Array.from({ length: 4 }, async (_, i) => {
    for (;;) {
      const claims = await take(2, `proc_${i}`);
      for (const claim of claims) await answer(claim);
      if (claims.length === 0 && !writing) return;
    }
  });
  await Promise.all(
    visitors.map(async (visitor) => {
      for (let n = 0; n < 20; n++) await ingestTurn(ctx, from(visitor, `m${n}`));
    }),
  );
  writing = false;
  await Promise.all(workers);
  // A lane that the last claim met in the middle of an ingest was given back: look once more.
  for (const claim of await take(100)) await answer(claim);
  const { rows } = await database.owner.query(`select state, count(*)::int as n from turn group by state`);
  expect(rows).toEqual([{ state: 'replied', n: 100 }]);
  expect(await count('reply')).toBe(100);
});

test('text that Postgres cannot hold is refused with its field', async () => {
  await expect(ingestTurn(ctx, from('v1', 'm1', 'a\u0000b'))).rejects.toMatchObject({
    code: 'text_not_storable',
    param: 'text',
  });
  await expect(ingestTurn(ctx, from('v1', 'm1', '\ud800'))).rejects.toMatchObject({ code: 'text_not_storable' });
});

test('a lane takes so many turns ahead and no more; what is refused leaves nothing, and may come again', async () => {
  for (let n = 0; n < LANE_LIMITS.maxWaiting; n++) await ingestTurn(ctx, from('v1', `m${n}`));
  await expect(ingestTurn(ctx, from('v1', 'late'))).rejects.toMatchObject({ code: 'too_many_waiting' });
  expect(await count('inbound_key')).toBe(LANE_LIMITS.maxWaiting);
  expect((await ingestTurn(ctx, from('v1', 'm0'))).duplicate).toBe(true);
  await answer(await takeOne());
  expect((await ingestTurn(ctx, from('v1', 'late'))).duplicate).toBe(false);
});

test('a channel that is gone is told so, and nothing is kept', async () => {
  const gone = { ...from('v1', 'm1'), channelId: `chan_01k9${'0'.repeat(22)}` };
  await expect(ingestTurn(ctx, gone)).rejects.toMatchObject({ code: 'no_such_channel' });
  expect(await count('inbound_key')).toBe(0);
});
