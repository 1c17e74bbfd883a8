import type { AgentStatus } from '@parley/shared/agents';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { wakePutAside } from '../operations/tend.ts';
import { as, enrol } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { claimLanes } from '../turns/claim-lanes.ts';
import { releaseLanes } from '../turns/hold-lanes.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { setAgentStatus } from './set-agent-status.ts';

let core: TestCore;
let by: As;
beforeAll(async () => {
  core = await openTestCore();
  by = as(DEMO_IDS.organisation, (await enrol(core, DEMO_IDS.organisation, 'owner')).id);
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.forget();
  await become('active');
});

const become = (status: AgentStatus) => setAgentStatus(core.ctx, by, { id: DEMO_IDS.agent, status });

const write = (visitor: string, externalId = visitor) =>
  ingestTurn(core.ctx, {
    orgId: DEMO_IDS.organisation,
    channelId: DEMO_IDS.channel,
    point: { kind: 'web_chat', address: visitor },
    externalId,
    text: 'hello',
    clientId: externalId,
    traceparent: null,
  });

const taken = async (): Promise<string[]> => {
  const { claims } = await claimLanes(core.ctx, { limit: 10, holder: 'proc_a' });
  return claims.map(({ turnId }) => turnId);
};

const lane = async (conversationId: string) => {
  const { rows } = await core.database.owner.query<{ due: boolean; leased: boolean; state: string; attempts: number }>(
    `select c.head_due_at <= clock_now() as due, c.lease_until is not null as leased, t.state, t.attempts
     from conversation c join turn t on t.org_id = c.org_id and t.id = c.waiting[1] where c.id = $1`,
    [conversationId],
  );
  return rows[0];
};

describe.each(['paused', 'archived'] as const)('%s', (status) => {
  test('what comes in is kept and waits, untouched; when the agent is back it is taken', async () => {
    const before = await write('before');
    await become(status);
    const after = await write('after');
    expect(await taken()).toEqual([]);
    // Put aside: the next claims do not meet them.
    for (const { conversationId } of [before, after]) {
      expect(await lane(conversationId)).toEqual({ due: false, leased: false, state: 'ready', attempts: 0 });
    }
    await write('after', 'second');
    expect(await taken()).toEqual([]);
    await become('active');
    expect((await taken()).sort()).toEqual([before.turnId, after.turnId].sort());
  });
});

test('draining: conversations that began before are answered, also their later messages; new ones wait', async () => {
  const before = await write('before');
  expect(await taken()).toEqual([before.turnId]);
  await core.database.owner.query(
    `update conversation set waiting = '{}', head_due_at = null, lease_until = null, lease_holder = null,
       created_at = now() - interval '1 minute'`,
  );
  await become('draining');
  const later = await write('before', 'later');
  const fresh = await write('fresh');
  expect(await taken()).toEqual([later.turnId]);
  expect(await lane(fresh.conversationId)).toMatchObject({ due: false, attempts: 0 });
  await become('active');
  expect(await taken()).toEqual([fresh.turnId]);
});

test('a turn that runs when its agent is paused may end; given back, it waits', async () => {
  const { conversationId } = await write('visitor');
  const { claims } = await claimLanes(core.ctx, { limit: 1, holder: 'proc_a' });
  await become('paused');
  await releaseLanes(core.ctx, claims);
  expect(await lane(conversationId)).toMatchObject({ due: false, leased: false, state: 'ready', attempts: 0 });
  expect(await taken()).toEqual([]);
});

test('a lane that was put aside at the moment the agent came back is found by the sweep', async () => {
  const { turnId } = await write('visitor');
  await become('paused');
  expect(await taken()).toEqual([]);
  // As it stands when the one who resumes did not see the lane yet.
  await core.database.owner.query(`update agent set status = 'active', status_changed_at = now() where id = $1`, [
    DEMO_IDS.agent,
  ]);
  expect(await taken()).toEqual([]);
  expect(await wakePutAside(core.ctx)).toBe(1);
  expect(await wakePutAside(core.ctx)).toBe(0);
  expect(await taken()).toEqual([turnId]);
});

test('paused and resumed while many claim: in the end each turn was taken once', async () => {
  const written = [];
  for (let n = 0; n < 8; n++) written.push((await write(`visitor ${n}`)).turnId);
  const found = await Promise.all([
    become('paused').then(() => become('active')),
    ...Array.from({ length: 6 }, () => claimLanes(core.ctx, { limit: 2, holder: 'proc_a' })),
  ]);
  const seen = found.flatMap((one) => ('claims' in one ? one.claims.map(({ turnId }) => turnId) : []));
  await wakePutAside(core.ctx);
  for (let more = await taken(); more.length > 0; more = await taken()) seen.push(...more);
  expect(seen.sort()).toEqual(written.sort());
});
