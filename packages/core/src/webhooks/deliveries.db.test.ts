import { randomBytes } from 'node:crypto';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { organisationWith } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import { createEndpoint } from './create-endpoint.ts';
import { readDelivery } from './deliveries.ts';
import { recordAttempt } from './record-attempt.ts';
import { sendTest } from './send-test.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

async function withTests(howMany: number) {
  const { orgId, as } = await organisationWith(core);
  await core.database.owner.query(`update organisation set plan = 'growth' where id = $1`, [orgId]);
  const given = { url: 'https://hooks.example.com/', description: '', events: [], randomBytes };
  const { id } = await createEndpoint(core.ctx, as, given);
  for (let i = 0; i < howMany; i++) await sendTest(core.ctx, as, id);
  return { as, id };
}

const TAKEN = { at: new Date(), durationMs: 1, status: 200, response: '', error: null } as const;
const AWAY = { at: new Date(), durationMs: 1, status: null, response: null, error: 'The connection failed.' } as const;

test('an attempt that a later one has overtaken records nothing', async () => {
  const { as, id } = await withTests(1);
  const [first] = await claimDeliveries(core.ctx, 10);
  if (!first) throw new Error('one was expected');
  expect(await claimDeliveries(core.ctx, 10)).toEqual([]);
  await moveDatabaseClock(core.database.owner, 61_000);
  const [second] = await claimDeliveries(core.ctx, 10);
  if (!second) throw new Error('it is due again');
  expect([second.id, second.eventId, second.attempt]).toEqual([first.id, first.eventId, 2]);
  expect(await recordAttempt(core.ctx, first, AWAY, 0.5)).toBe('overtaken');
  expect(await readDelivery(core.ctx, as, id, first.id)).toMatchObject({ state: 'sending', log: [] });
  expect(await recordAttempt(core.ctx, second, TAKEN, 0.5)).toBe('delivered');
  expect(await recordAttempt(core.ctx, second, AWAY, 0.5)).toBe('overtaken');
  expect(await readDelivery(core.ctx, as, id, first.id)).toMatchObject({ state: 'delivered', log: [{ number: 2 }] });
});

test('many who claim at once take each delivery once', async () => {
  await withTests(1);
  await withTests(1);
  const taken = (await Promise.all(Array.from({ length: 12 }, () => claimDeliveries(core.ctx, 10)))).flat();
  expect(new Set(taken.map(({ id }) => id)).size).toBe(2);
  expect(taken).toHaveLength(2);
});
