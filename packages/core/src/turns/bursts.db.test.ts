import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { LiveHint } from '@parley/shared/live-hint';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { failAttempt } from './fail-attempt.ts';
import { ingestTurn, REJECT_NOTICE } from './ingest-turn.ts';
import { readTurnFrame } from './read-turn-frame.ts';
import { readTurnState } from './read-turn-state.ts';
import { recordDiscarded } from './record-discarded.ts';

let core: TestCore;
let ctx: Ctx;
let kit: ReturnType<typeof laneKit>;
const hints: LiveHint[] = [];

beforeAll(async () => {
  core = await openTestCore();
  ctx = { ...core.ctx, live: (hint) => void hints.push(hint) };
  kit = laneKit(core);
});
afterAll(() => core.close());
beforeEach(() => core.forget());

const later = (ms: number) => moveDatabaseClock(core.database.owner, ms);
const say = (text: string, id = text) => ingestTurn(ctx, from('v1', id, text));
const asked = async () => {
  const claim = await kit.takeOne();
  const frame = await readTurnFrame(ctx, claim);
  return { claim, texts: frame.history.map(({ text }) => text) };
};

test('a message that begins no burst is due now, and rings once', async () => {
  const seen = [];
  for (let n = 0; n < 12; n++) seen.push((await ingestTurn(ctx, from(`v${n}`, 'm', 'Hello'))).dueInMs);
  expect(seen).toEqual(seen.map(() => null));
  expect(core.rings.count).toBe(12);
});

describe('a burst', () => {
  const WINDOW = { web_chat: { quiet_ms: 2_000, max_wait_ms: 5_000, max_messages: 3 } };
  beforeEach(() => kit.settings({ burst: WINDOW }));

  test('is one turn, which is due when its window has closed', async () => {
    const first = await say('Hello');
    await later(1_500);
    const second = await say('I have a question');
    expect(second.turnId).toBe(first.turnId);
    await later(1_500);
    expect(await kit.take(), 'the second message has kept the window open').toEqual([]);
    await later(600);
    const { claim, texts } = await asked();
    expect(texts).toEqual(['Hello', 'I have a question']);
    await kit.answer(claim);
    expect(await kit.turns()).toEqual(['replied']);
  });

  test('waits no longer than its cap, however steadily somebody writes', async () => {
    await say('m0');
    await later(1_900);
    await say('m1');
    await later(3_200);
    expect((await asked()).texts).toEqual(['m0', 'm1']);
  });

  test('is full after so many messages: due at once, and the next begins another', async () => {
    for (const text of ['a', 'b', 'c', 'd']) await say(text);
    const { claim, texts } = await asked();
    expect(texts).toEqual(['a', 'b', 'c']);
    await kit.answer(claim);
    expect(await kit.take(), 'its own window is open').toEqual([]);
    await later(2_001);
    expect((await asked()).texts).toEqual(['a', 'b', 'c', 'an answer', 'd']);
  });

  test('that gathers behind a running turn is not due before its own window closes', async () => {
    await say('first');
    await later(2_001);
    const { claim } = await asked();
    await say('second');
    await later(1_000);
    await kit.answer(claim);
    expect(await kit.take()).toEqual([]);
    await later(1_001);
    expect((await asked()).texts).toEqual(['first', 'an answer', 'second']);
  });

  test('twenty messages at once are in turns of three, each message in one', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ctx.hot.query('select 1')));
    await Promise.all(Array.from({ length: 20 }, (_, n) => say(`m${n}`)));
    const { rows } = await core.database.owner.query<{ n: number }>(
      'select count(*)::int as n from message group by turn_id order by 1 desc',
    );
    expect(rows.map(({ n }) => n)).toEqual([3, 3, 3, 3, 3, 3, 2]);
  });

  test('a message that is delivered again after its turn has ended finds the turn it is in', async () => {
    const first = await say('one');
    await say('two');
    await later(2_001);
    await kit.answer((await asked()).claim);
    expect(await say('two')).toMatchObject({ duplicate: true, turnId: first.turnId });
  });
});

describe('messages while a turn runs', () => {
  test('queue: a turn of their own', async () => {
    await kit.settings({ while_running: 'queue' });
    await say('a');
    const { claim } = await asked();
    await say('b');
    await say('c');
    await kit.answer(claim);
    expect(await kit.turns()).toEqual(['replied', 'ready', 'ready']);
  });

  test('merge: one turn behind it takes them all, also while the running one waits to be tried again', async () => {
    await kit.settings({ while_running: 'merge' });
    await say('a');
    const { claim } = await asked();
    const b = await say('b');
    await later(60_000);
    await failAttempt(ctx, claim, null, { retryable: true, reason: 'model_error' });
    const c = await say('c');
    expect(c.turnId).toBe(b.turnId);
    await later(60_000);
    await kit.answer(await kit.takeOne());
    expect((await asked()).texts).toEqual(['a', 'an answer', 'b', 'c']);
  });

  test('interrupt: the new turn takes the running one’s messages along, and the run can write nothing but its cost', async () => {
    await kit.settings({ while_running: 'interrupt' });
    const first = await say('a');
    const { claim } = await asked();
    const run = await kit.runOf(claim);
    hints.length = 0;
    const second = await say('b');
    expect(hints).toContainEqual(expect.objectContaining({ kind: 'lane_lost', fence: claim.fence.toString() }));
    expect(await kit.turns()).toEqual(['superseded interrupted', 'ready']);
    expect(await kit.answer(claim)).toEqual({ kind: 'fenced_out' });
    expect([await recordDiscarded(ctx, claim, run), await recordDiscarded(ctx, claim, run)]).toEqual([true, false]);
    const { claim: next, texts } = await asked();
    expect(texts).toEqual(['a', 'b']);
    await kit.answer(next, 'to both');
    expect(await kit.said('v1')).toEqual(['visitor: a', 'visitor: b', 'agent: to both']);
    const { rows } = await core.database.owner.query('select outcome from run order by outcome');
    expect(rows).toEqual([{ outcome: 'discarded' }, { outcome: 'replied' }]);
    expect(await readTurnState(ctx, ORG, first.turnId)).toEqual({ id: second.turnId, state: 'replied' });
  });

  test('interrupt: who cuts off answer after answer gets one all the same', async () => {
    await kit.settings({ while_running: 'interrupt' });
    await say('m0');
    for (let n = 1; n <= LANE_LIMITS.maxInterruptions; n++) {
      await kit.takeOne();
      await say(`m${n}`);
    }
    const running = await kit.takeOne();
    await say('more');
    await say('and more');
    expect((await kit.answer(running)).kind).toBe('settled');
    expect((await asked()).texts.slice(-3)).toEqual(['an answer', 'more', 'and more']);
  });

  test('interrupt and settle at the same moment: one of them wins, and no message is left behind', async () => {
    await kit.settings({ while_running: 'interrupt' });
    for (let round = 0; round < 20; round++) {
      const visitor = `v${round}`;
      await ingestTurn(ctx, from(visitor, 'a', 'a'));
      const claim = await kit.takeOne();
      await Promise.all([kit.answer(claim, 'first'), ingestTurn(ctx, from(visitor, 'b', 'b'))]);
      await kit.answer(await kit.takeOne(), 'last');
      const said = await kit.said(visitor);
      expect(said.at(-1)).toBe('agent: last');
      expect(said.filter((line) => line.startsWith('visitor'))).toHaveLength(2);
    }
    const { rows } = await core.database.owner.query(
      `select count(*)::int as n from message m join turn t on t.id = m.turn_id where t.state <> 'replied'`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('reject: refused in silence, and told so once a minute', async () => {
    await kit.settings({ while_running: 'reject' });
    await say('a');
    const { claim } = await asked();
    await say('b');
    await say('c');
    await later(LANE_LIMITS.rejectNoticeMs);
    await say('d');
    await kit.answer(claim, 'to a');
    expect(await kit.turns()).toEqual(['replied', 'silent rejected', 'silent rejected', 'silent rejected']);
    expect((await kit.said('v1')).slice(1)).toEqual([
      'visitor: b',
      `notice: ${REJECT_NOTICE}`,
      'visitor: c',
      'visitor: d',
      `notice: ${REJECT_NOTICE}`,
      'agent: to a',
    ]);
    await say('e');
    expect((await asked()).texts.at(-1)).toBe('e');
  });
});
