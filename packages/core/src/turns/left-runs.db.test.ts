import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeOver } from '../conversations/take-over.ts';
import { endRunsLeft } from '../operations/tend.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { as, enrol } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { failAttempt } from './fail-attempt.ts';
import { ingestTurn } from './ingest-turn.ts';

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

test('a run whose turn a person has ended while nobody ran it ends too, a little later; one that goes on does not', async () => {
  const { ctx, database } = core;
  const kit = laneKit(core);
  const ada = as(ORG, (await enrol(core, ORG, 'team_lead')).id);
  for (const visitor of ['v1', 'v2']) {
    const { conversationId } = await ingestTurn(ctx, from(visitor, visitor));
    const claim = await kit.takeOne();
    await failAttempt(ctx, claim, await kit.runOf(claim), { retryable: true, reason: 'model_error' });
    if (visitor === 'v1') await takeOver(ctx, ada, { id: conversationId });
  }
  expect(await endRunsLeft(ctx)).toBe(0);
  await moveDatabaseClock(database.owner, 120_000);
  expect(await endRunsLeft(ctx)).toBe(1);
  const { rows } = await database.owner.query('select outcome, ended_at is null as open from run order by id');
  expect(rows).toEqual([
    { outcome: 'discarded', open: false },
    { outcome: 'running', open: true },
  ]);
});
