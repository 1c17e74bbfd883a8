import type { Ctx } from '@parley/core/ctx';
import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import { openTestCore, type TestCore } from '@parley/core/testing/test-core';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import { ingestTurn } from '@parley/core/turns/ingest-turn';
import { settleAnswered } from '@parley/core/turns/settle-turn';
import { silentLogger } from '@parley/telemetry/logger';
import type { TestDatabase } from '@parley/testkit/database';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLaneLoop, type LaneLoop } from './lane-loop.ts';

let core: TestCore;
let ctx: Ctx;
let database: TestDatabase;

beforeAll(async () => {
  core = await openTestCore();
  ({ ctx, database } = core);
});
afterAll(() => core.close());
beforeEach(() => core.forget());

const message = (visitor: string) => ({
  orgId: DEMO_IDS.organisation,
  channelId: DEMO_IDS.channel,
  point: { kind: 'web_chat' as const, address: visitor },
  externalId: 'm1',
  text: 'hello',
  clientId: null,
  traceparent: null,
});

const ingest = (visitor: string) => ingestTurn(ctx, message(visitor));

const settle = (claim: LaneClaim) =>
  settleAnswered(
    ctx,
    claim,
    {
      runId: ctx.newId('run'),
      agentVersionId: DEMO_IDS.agentVersion,
      graphVersion: 1,
      model: null,
      startedAt: new Date(),
      stored: [],
      steps: [],
    },
    'an answer',
  );

const loop = (
  slots: number,
  runTurn: (claim: LaneClaim, signal: AbortSignal) => Promise<void>,
  renewEveryMs?: number,
): LaneLoop =>
  createLaneLoop({
    core: ctx,
    holder: 'proc_test',
    slots,
    serves: 'interactive',
    runTurn,
    log: silentLogger,
    renewEveryMs,
  });

test('takes everything that is due, never more at once than it has slots', async () => {
  for (let i = 0; i < 7; i++) await ingest(`v${i}`);
  let running = 0;
  let most = 0;
  const lanes = loop(3, async (claim) => {
    most = Math.max(most, ++running);
    await settle(claim);
    running -= 1;
  });
  await lanes.take();
  await until(async () => (await database.owner.query(`select from turn where state = 'replied'`)).rowCount === 7);
  expect(most).toBe(3);
  await lanes.stop(1_000);
});

test('a full worker passes the ring on, and one with room does not', async () => {
  const held = Promise.withResolvers<void>();
  for (let i = 0; i < 2; i++) await ingest(`v${i}`);
  core.rings.count = 0;
  const lanes = loop(2, () => held.promise);
  await lanes.take();
  expect(core.rings.count).toBe(1);
  const roomy = loop(5, async (claim) => void (await settle(claim)));
  await ingest('v9');
  core.rings.count = 0;
  await roomy.take();
  expect(core.rings.count).toBe(0);
  held.resolve();
  await Promise.all([lanes.stop(0), roomy.stop(1_000)]);
});

test('a run whose lane was taken over is told to stop', async () => {
  await ingest('v1');
  const aborted = Promise.withResolvers<string>();
  const lanes = loop(
    1,
    (_, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          aborted.resolve((signal.reason as Error).message);
          resolve();
        });
      }),
    20,
  );
  await lanes.take();
  await database.owner.query('update conversation set fence = fence + 1');
  expect(await aborted.promise).toBe('the lane was lost');
  await lanes.stop(1_000);
});

test('stopping waits for what runs, then gives back what is left, whose attempt does not count', async () => {
  await ingest('v1');
  const lanes = loop(1, () => new Promise(() => {}));
  await lanes.take();
  expect(await lanes.stop(10)).toEqual({ unfinished: 1 });
  const { rows } = await database.owner.query('select t.state, t.attempts, c.lease_until from turn t, conversation c');
  expect(rows).toEqual([{ state: 'ready', attempts: 0, lease_until: null }]);
  expect(core.rings.count).toBeGreaterThan(0);
});

test('a worker that died is replaced when its lease has run out', async () => {
  await ingest('v1');
  const dead = loop(1, () => new Promise(() => {}));
  await dead.take();
  await moveDatabaseClock(database.owner, 60_000);
  const heir = loop(1, async (claim) => void (await settle(claim)));
  await heir.take();
  await until(async () => (await database.owner.query(`select from turn where state = 'replied'`)).rowCount === 1);
  await Promise.all([dead.stop(0), heir.stop(1_000)]);
});

test('a turn that was settled while its lane was being renewed does not take the next one of the lane with it', async () => {
  await ingest('v1');
  const settledOne = Promise.withResolvers<void>();
  const second = Promise.withResolvers<AbortSignal>();
  const lanes = loop(
    1,
    async (claim, signal) => {
      if (claim.attempts === 1 && !secondRuns) {
        secondRuns = true;
        await renewalBegan.promise;
        await settle(claim);
        settledOne.resolve();
        return;
      }
      second.resolve(signal);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
    20,
  );
  let secondRuns = false;
  const renewalBegan = Promise.withResolvers<void>();
  await lanes.take();
  renewalBegan.resolve();
  await settledOne.promise;
  await ingestTurn(ctx, { ...message('v1'), externalId: 'm2' });
  await lanes.take();
  const signal = await second.promise;
  // Several renewals pass over the lane while its second turn runs.
  const { rows } = await database.owner.query<{ until: Date }>('select lease_until as until from conversation');
  await until(async () => {
    const now = await database.owner.query<{ until: Date }>('select lease_until as until from conversation');
    return (now.rows[0]?.until.getTime() ?? 0) > (rows[0]?.until.getTime() ?? 0);
  });
  expect(signal.aborted).toBe(false);
  await lanes.stop(0);
});

test('a claim that was under way when the loop was shut goes straight back', async () => {
  await ingest('v1');
  const begun: string[] = [];
  const lanes = loop(1, async (claim) => void begun.push(claim.turnId));
  const taking = lanes.take();
  const stopped = lanes.stop(1_000);
  await Promise.all([taking, stopped]);
  expect(begun).toEqual([]);
  const { rows } = await database.owner.query('select t.attempts, c.lease_until from turn t, conversation c');
  expect(rows).toEqual([{ attempts: 0, lease_until: null }]);
});
