import { ParleyError } from '@parley/shared/errors';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { takeOver } from '../conversations/take-over.ts';
import type { Ctx, OrgTx } from '../ctx.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { as, enrol } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import type { LaneClaim } from '../turns/claim-lanes.ts';
import { failAttempt } from '../turns/fail-attempt.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { readTurnJournal } from '../turns/read-turn-journal.ts';
import type { RunRecord } from '../turns/run-record.ts';
import { settleAnswered } from '../turns/settle-turn.ts';
import type { EffectRequest } from './begin-effect.ts';
import { LaneTaken } from './lane-taken.ts';
import { performEffect } from './perform-effect.ts';
import { beginOutside, type Outside, performOutside } from './perform-outside.ts';

let core: TestCore;
let ctx: Ctx;
let kit: ReturnType<typeof laneKit>;

beforeAll(async () => {
  core = await openTestCore();
  ctx = core.ctx;
  kit = laneKit(core);
  // Something in our own tables that an effect may do more than once.
  await core.database.owner.query(`
    create table mark (key text);
    grant select, insert on mark to parley_app`);
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.forget();
  await core.database.owner.query('delete from mark');
});

const request: EffectRequest = {
  stepKey: 'tool:think#1.0',
  tool: 'book',
  effectClass: 'write',
  args: { date: '2026-03-14', b: 1 },
  sends: false,
};
const step = (key: string) => ({ key, kind: 'model', content: { key }, startedAt: new Date(), durationMs: 1 });

const mark = async (tx: OrgTx, key: string) => {
  await tx.$executeRaw`insert into mark values (${key})`;
  return { reference: 'APT-1' };
};
const marks = () => kit.count('mark');
const effects = async () => {
  const { rows } = await core.database.owner.query('select state, result, step_key, run_id from effect order by id');
  return rows;
};

async function running(): Promise<{ claim: LaneClaim; run: RunRecord }> {
  await ingestTurn(ctx, from('v1', 'm1'));
  const claim = await kit.takeOne();
  return { claim, run: { ...(await kit.runOf(claim)), steps: [step('frame'), step('think#1')] } };
}

describe('an effect in our own tables', () => {
  test('stands with its row, its result and all that led to it in one commit', async () => {
    const { claim, run } = await running();
    expect(await performEffect(ctx, claim, run, request, mark)).toEqual({
      state: 'done',
      result: { reference: 'APT-1' },
    });
    expect(await effects()).toEqual([
      { state: 'done', result: { reference: 'APT-1' }, step_key: request.stepKey, run_id: run.runId },
    ]);
    expect(run).toMatchObject({ steps: [], stored: [{ key: 'frame' }, { key: 'think#1' }] });
    const { rows } = await core.database.owner.query('select r.outcome, r.ended_at, t.run_id from run r, turn t');
    expect(rows).toEqual([{ outcome: 'running', ended_at: null, run_id: run.runId }]);
    // And the turn's end adds what came after, and no more.
    run.steps = [step('think#2')];
    await settleAnswered(ctx, claim, run, 'Booked.');
    const { rows: steps } = await core.database.owner.query('select position, key from step order by position');
    expect(steps.map(({ position, key }) => `${position} ${key}`)).toEqual(['0 frame', '1 think#1', '2 think#2']);
    expect((await core.database.owner.query('select outcome, ended_at is null as open from run')).rows).toEqual([
      { outcome: 'replied', open: false },
    ]);
  });

  test('asked for again, by whoever has the turn then, answers and does nothing', async () => {
    const { claim, run } = await running();
    await performEffect(ctx, claim, run, request, mark);
    await failAttempt(ctx, claim, run, { retryable: true, reason: 'aborted' });
    await core.database.owner.query(`update conversation set head_due_at = now() - interval '1 second'`);
    const next = await kit.takeOne();
    expect(next).toMatchObject({ attempts: 2, runId: run.runId });
    const journal = await readTurnJournal(ctx, next);
    expect(journal?.steps.map(({ key }) => key)).toEqual(['frame', 'think#1']);
    const again = { ...request, args: { b: 1, date: '2026-03-14' } };
    expect(await performEffect(ctx, next, { ...run, steps: [] }, again, mark)).toMatchObject({ state: 'done' });
    expect(await marks()).toBe(1);
  });

  test('of two at once, one is done and both are told', async () => {
    const { claim, run } = await running();
    const both = await Promise.all([
      performEffect(ctx, claim, { ...run, stored: [] }, request, mark),
      performEffect(ctx, claim, { ...run, stored: [] }, request, mark),
    ]);
    expect(both.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(await marks()).toBe(1);
  });

  test('that is refused leaves nothing but its refusal, which stays', async () => {
    const { claim, run } = await running();
    const refuse = async (tx: OrgTx, key: string) => {
      await mark(tx, key);
      throw new ParleyError('conflict', 'slot_taken', 'Free then: 10:00, 10:30.');
    };
    const refused = { state: 'failed', error: 'slot_taken: Free then: 10:00, 10:30.' };
    expect(await performEffect(ctx, claim, run, request, refuse)).toEqual(refused);
    expect(await performEffect(ctx, claim, run, request, mark)).toEqual(refused);
    expect(await marks()).toBe(0);
  });

  test('that breaks leaves nothing at all', async () => {
    const { claim, run } = await running();
    const breaks = async (tx: OrgTx, key: string) => {
      await mark(tx, key);
      throw new Error('a bug');
    };
    await expect(performEffect(ctx, claim, run, request, breaks)).rejects.toThrow('a bug');
    expect([await marks(), await kit.count('effect'), await kit.count('run')]).toEqual([0, 0, 0]);
    expect(run.steps).toHaveLength(2);
  });

  test('does not begin for who has lost the lane, nor when a person has taken over', async () => {
    const { claim, run } = await running();
    const lost = { ...claim, fence: claim.fence - 1n };
    await expect(performEffect(ctx, lost, run, request, mark)).rejects.toThrow(LaneTaken);
    const ada = as(ORG, (await enrol(core, ORG, 'team_lead')).id);
    await takeOver(ctx, ada, { id: claim.conversationId });
    await expect(performEffect(ctx, claim, run, request, mark)).rejects.toThrow(LaneTaken);
    expect(await marks()).toBe(0);
  });

  test('that writes to the contact does not begin after STOP', async () => {
    const { claim, run } = await running();
    await core.database.owner.query('update conversation set opted_out_at = now()');
    const sends = { ...request, sends: true };
    expect(await performEffect(ctx, claim, run, sends, mark)).toMatchObject({ state: 'failed' });
    expect(await marks()).toBe(0);
  });
});

describe('an effect at somebody else’s', () => {
  const through = async (claim: LaneClaim, run: RunRecord, outside: Outside) =>
    performOutside(ctx, claim, request, await beginOutside(ctx, claim, run, request), outside);
  const never: Outside = {
    call: async () => {
      throw new Error('it was called');
    },
    lookup: null,
  };

  test('has begun before it is called, with its key, and is finished after', async () => {
    const { claim, run } = await running();
    let seen: unknown[] = [];
    const call = async (key: string) => {
      seen = (await core.database.owner.query('select state, key from effect')).rows;
      return { id: key.slice(0, 6) };
    };
    const done = await through(claim, run, { call, lookup: null });
    expect(seen).toEqual([{ state: 'begun', key: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(await through(claim, run, never)).toEqual(done);
    const { rows } = await core.database.owner.query(`select after from audit_entry where action = 'effect.begun'`);
    expect(rows).toMatchObject([{ after: { tool: 'book', effect: 'write' } }]);
  });

  test('that was cut off is asked about: what is found is taken, what is not is called', async () => {
    const { claim, run } = await running();
    await beginOutside(ctx, claim, run, request);
    const found = await through(claim, run, { ...never, lookup: async () => ({ found: true, output: { id: 'x' } }) });
    expect(found).toEqual({ state: 'done', result: { id: 'x' } });
    await core.database.owner.query(`update effect set state = 'begun', finished_at = null, result = null`);
    const called = await through(claim, run, {
      call: async () => ({ id: 'y' }),
      lookup: async () => ({ found: false }),
    });
    expect(called).toEqual({ state: 'done', result: { id: 'y' } });
  });

  test('that was cut off and cannot be asked about is for a person, and is not called again', async () => {
    const { claim, run } = await running();
    const cut: Outside = { ...never, lookup: null };
    await expect(through(claim, run, cut)).rejects.toThrow('it was called');
    expect(await through(claim, run, cut)).toMatchObject({ state: 'unknown' });
    expect(await through(claim, run, cut)).toMatchObject({ state: 'unknown' });
    const { rows } = await core.database.owner.query('select kind, count from incident');
    expect(rows).toEqual([{ kind: 'unknown_outcome', count: 1 }]);
  });

  test('that the other side refused is a result', async () => {
    const { claim, run } = await running();
    const call = async () => {
      throw new ParleyError('conflict', 'address_refused', 'There is no such mailbox.');
    };
    expect(await through(claim, run, { call, lookup: null })).toEqual({
      state: 'failed',
      error: 'address_refused: There is no such mailbox.',
    });
  });
});
