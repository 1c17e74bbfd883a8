import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { ingestTurn } from './ingest-turn.ts';

let core: TestCore;
let ctx: Ctx;
let kit: ReturnType<typeof laneKit>;

beforeAll(async () => {
  core = await openTestCore();
  ctx = core.ctx;
  kit = laneKit(core);
});
afterAll(() => core.close());
beforeEach(() => core.forget());

const wait = async (lanes: number) => {
  for (let n = 0; n < lanes; n++) await ingestTurn(ctx, from(`v${n}`, `m${n}`));
};
const allow = (runs: number) =>
  core.database.owner.query(
    `begin; alter table agent_version disable trigger all;
     update agent_version set spec = jsonb_set(spec, '{limits}', '{"model_calls": 20, "tool_calls": 8, "runs_at_once": ${runs}}');
     alter table agent_version enable trigger all; commit`,
  );
const aMomentLater = () => moveDatabaseClock(core.database.owner, 1_000);

test('an agent runs as often as it may, and goes on when one of its runs has ended', async () => {
  await allow(3);
  await wait(7);
  const first = await kit.take(10, 'proc_a');
  expect(first).toHaveLength(3);
  await aMomentLater();
  expect(await kit.take(10, 'proc_b')).toEqual([]);
  for (const claim of first.slice(0, 2)) await kit.answer(claim);
  await aMomentLater();
  expect(await kit.take(10, 'proc_b')).toHaveLength(2);
});

test('workers that take at once do not take more together', async () => {
  await allow(30);
  await wait(60);
  const taken = await Promise.all(['a', 'b', 'c', 'd'].map((name) => kit.take(20, name)));
  expect(taken.flat()).toHaveLength(30);
});

test('without a word of its version it is a hundred', async () => {
  await core.database.owner.query(
    `begin; alter table agent_version disable trigger all; update agent_version set spec = spec - 'limits';
     alter table agent_version enable trigger all; commit`,
  );
  await wait(3);
  await core.database.owner.query(
    `insert into conversation (org_id, id, channel_id, contact_id, agent_id, open_key, class, waiting, head_due_at, lease_until, lease_holder, created_at, updated_at)
     select c.org_id, 'conv_x' || n, c.channel_id, c.contact_id, c.agent_id, 'x' || n, c.class, array['turn_x' || n], c.head_due_at - interval '1 second',
       clock_now() + interval '1 minute', 'proc_z', now(), now()
     from (select * from conversation where org_id = $1 limit 1) c, generate_series(1, 98) n`,
    [ORG],
  );
  expect(await kit.take(10)).toHaveLength(2);
});
