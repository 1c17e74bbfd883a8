import { randomBytes } from 'node:crypto';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { createKey } from '../keys/create-key.ts';
import { listKeys } from '../keys/list-keys.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { type Claim, claimCall, type RepeatableCall } from './claim.ts';
import { finishCall, releaseCall, underClaim } from './under-claim.ts';

let core: TestCore;
let call: RepeatableCall;

const as: As = { orgId: DEMO_IDS.organisation, actor: { kind: 'user', id: 'usr_ada' }, requestId: null, address: null };
const OVER_A_MINUTE_MS = 60_001;
const OVER_A_DAY_MS = 86_400_001;

beforeAll(async () => {
  core = await openTestCore();
});
beforeEach(() => {
  call = { route: 'POST /v1/api-keys', key: randomBytes(8).toString('hex'), request: { body: { name: 'A' } } };
});
afterAll(() => core.close());

const stand = (given: Partial<RepeatableCall> = {}, by = as) => claimCall(core.ctx, by, { ...call, ...given });

async function claim(): Promise<Claim> {
  const standing = await stand();
  if (standing.kind !== 'claimed') throw new Error(`expected a claim, not ${standing.kind}`);
  return standing.claim;
}

const makeKey = (held: Claim) =>
  createKey(underClaim(core.ctx, held), as, {
    name: 'A key',
    scopes: ['read'],
    environment: 'live',
    expiresAt: null,
    randomBytes,
  });

const keysMade = async () => (await listKeys(core.ctx, as, { limit: 100 })).data.length;

test('of many that are sent at once, one runs', async () => {
  const kinds = (await Promise.all(Array.from({ length: 12 }, () => stand()))).map(({ kind }) => kind).sort();
  expect(kinds).toEqual(['claimed', ...Array(11).fill('running')]);
});

test('a finished call gives its answer, to the same caller with the same request only', async () => {
  const held = await claim();
  await makeKey(held);
  await finishCall(core.ctx, held, { status: 201, response: { id: 'key_1' } });
  const again = { kind: 'finished', status: 201, response: { id: 'key_1' } };
  expect(await stand()).toEqual(again);
  expect(await stand({ request: { body: { name: 'B' } } })).toEqual({ kind: 'other_request' });
  expect((await stand({}, { ...as, actor: { kind: 'api_key', id: 'usr_ada' } })).kind).toBe('claimed');
  expect((await stand({ route: 'POST /v1/teams' })).kind).toBe('claimed');
  await moveDatabaseClock(core.database.owner, OVER_A_MINUTE_MS);
  expect(await stand()).toEqual(again);
});

test('the order of fields makes no other request', async () => {
  await stand({ request: { a: 1, b: 2 } });
  expect(await stand({ request: { b: 2, a: 1 } })).toEqual({ kind: 'running' });
});

test('after a refusal the key is free', async () => {
  await releaseCall(core.ctx, await claim());
  expect((await stand({ request: 'mended' })).kind).toBe('claimed');
});

test('a call whose process died before it changed anything runs anew', async () => {
  const lost = await claim();
  await moveDatabaseClock(core.database.owner, OVER_A_MINUTE_MS);
  expect(await stand({ request: 'another' })).toEqual({ kind: 'other_request' });
  await makeKey(await claim());
  const before = await keysMade();
  // The first was only slow: what it does now comes to nothing.
  await expect(makeKey(lost)).rejects.toMatchObject({ code: 'idempotency_claim_lost' });
  expect(await keysMade()).toBe(before);
});

test('a call whose process died after its change is not done again', async () => {
  const held = await claim();
  await makeKey(held);
  expect(await stand()).toEqual({ kind: 'running' });
  await moveDatabaseClock(core.database.owner, OVER_A_MINUTE_MS);
  expect(await stand()).toEqual({ kind: 'answer_lost' });
  await releaseCall(core.ctx, held);
  expect(await stand()).toEqual({ kind: 'answer_lost' });
});

test('reading under a claim changes nothing, so the call may run anew', async () => {
  const held = await claim();
  await listKeys(underClaim(core.ctx, held), as, { limit: 1 });
  await releaseCall(core.ctx, held);
  expect((await stand()).kind).toBe('claimed');
});

test('after a day a key is forgotten, and a row at a time goes', async () => {
  await finishCall(core.ctx, await claim(), { status: 201, response: null });
  await moveDatabaseClock(core.database.owner, OVER_A_DAY_MS);
  expect((await stand({ request: 'another' })).kind).toBe('claimed');
  const { rows } = await core.database.owner.query('select 1 from idempotency_key');
  expect(rows).toHaveLength(1);
});
