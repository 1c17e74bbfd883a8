import type { ModelCall } from '@parley/agent/models/model-port';
import { ProviderError } from '@parley/agent/models/provider-error';
import type { Ctx } from '@parley/core/ctx';
import { from } from '@parley/core/testing/lane-kit';
import { openTestCore, type TestCore } from '@parley/core/testing/test-core';
import { ingestTurn } from '@parley/core/turns/ingest-turn';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calls, type Script, says, turnKit } from '../testing/turn-kit.ts';

let core: TestCore;
let kit: ReturnType<typeof turnKit>;

beforeAll(async () => {
  core = await openTestCore();
  kit = turnKit(core);
  await kit.give({ tools: ['get_opening_hours', 'remember'] });
});
afterAll(() => core.close());
beforeEach(() => core.forget());

const remember = (name: string, value: string) => ({ name: 'remember', args: { name, value } });
const hours = { name: 'get_opening_hours', args: { day: 'saturday' } };

/** Two model calls, with two effects and a read at once between them, and a third effect before the last word. */
const script: Script = ({ messages }) => {
  const results = messages.filter(({ role }) => role === 'tool').length;
  if (results === 0) return calls(remember('preferred_day', 'saturday'), hours, remember('allergy', 'penicillin'));
  return results === 3
    ? calls(remember('cleaning_due', '2026-09-14'))
    : says('On Saturday from nine. I have noted it.');
};

const say = () => ingestTurn(core.ctx, from('v1', 'm1', 'Saturdays suit me, and I am allergic to penicillin.'));
const rows = async (sql: string) => (await core.database.owner.query<Record<string, unknown>>(sql)).rows;
const leasesRunOut = () => moveDatabaseClock(core.database.owner, 60_000);

/** The uncut run, for its requests; the rows it left are forgotten. */
async function uncut(): Promise<ModelCall[]> {
  await say();
  const whole = kit.worker(script);
  await whole.work();
  await core.forget();
  return whole.asked;
}

/** Stops a worker for ever at its n-th use of the database, before or after: what it has not stored is lost. */
function dying(at: number, when: 'before' | 'after') {
  const died = Promise.withResolvers<void>();
  let uses = 0;
  const around = async <T>(use: () => Promise<T>): Promise<T> => {
    const mine = ++uses;
    if (mine > at) return new Promise<T>(() => {});
    if (mine < at) return use();
    if (when === 'after') await use();
    died.resolve();
    return new Promise<T>(() => {});
  };
  const bend = (ctx: Ctx): Ctx => ({
    ...ctx,
    db: { ...ctx.db, inOrg: (orgId, work) => around(() => ctx.db.inOrg(orgId, work)) },
    hot: new Proxy(ctx.hot, {
      get: (pool, property) =>
        property === 'query' ? (query: never) => around(() => pool.query(query)) : Reflect.get(pool, property, pool),
    }),
  });
  return { bend, died: died.promise, uses: () => uses };
}

async function expectWhole(asked: ModelCall[], whole: ModelCall[]): Promise<void> {
  // What is still asked is what the uncut run asked at that place, to the byte.
  expect(JSON.stringify(asked)).toBe(JSON.stringify(whole.slice(whole.length - asked.length)));
  expect(await rows('select name, value from contact_fact order by name')).toEqual([
    { name: 'allergy', value: 'penicillin' },
    { name: 'cleaning_due', value: '2026-09-14' },
    { name: 'preferred_day', value: 'saturday' },
  ]);
  expect(await rows('select step_key, state from effect order by step_key')).toEqual([
    { step_key: 'tool:think#1.0', state: 'done' },
    { step_key: 'tool:think#1.2', state: 'done' },
    { step_key: 'tool:think#2.0', state: 'done' },
  ]);
  expect(
    await rows(
      `select count(*)::int as n from audit_entry where action = 'contact.fact_noted' and target_id in (select id from contact)`,
    ),
  ).toEqual([{ n: 3 }]);
  expect(await rows('select state from turn')).toEqual([{ state: 'replied' }]);
  expect(await rows(`select count(*)::int as n from reply where kind = 'answer'`)).toEqual([{ n: 1 }]);
  const [run] = await rows(
    'select count(*)::int as n, min(outcome) as outcome, sum(input_tokens)::int as read from run',
  );
  expect(run).toEqual({ n: 1, outcome: 'replied', read: whole.length * 100 });
  const [steps] = await rows(
    'select count(*)::int as n, max(position)::int as last, count(distinct key)::int as keys from step',
  );
  expect(steps).toEqual({ n: 14, last: 13, keys: 14 });
}

// A frame, three effects, the settling: each of them is a use of the database.
const USES = 5;
const CUTS = Array.from({ length: USES }, (_, use) => use + 1)
  .flatMap((at) => (['before', 'after'] as const).map((when) => ({ at, when })))
  .filter(({ at, when }) => !(at === USES && when === 'after'));

describe('a worker that dies', () => {
  test('would use the database so often, were it not to die', async () => {
    await say();
    const { bend, uses } = dying(Number.POSITIVE_INFINITY, 'before');
    await kit.worker(script, bend).work();
    expect(uses()).toBe(USES);
  });

  test.each(CUTS)(
    '$when its use $at of the database: the rest asks the same, and everything is done once',
    async ({ at, when }) => {
      const whole = await uncut();
      await say();
      const { bend, died } = dying(at, when);
      void kit.worker(script, bend).work();
      await died;
      await leasesRunOut();
      const heir = kit.worker(script);
      await heir.work();
      await expectWhole(heir.asked, whole);
    },
  );

  test.each([1, 2, 3])('in its model call %i: the rest asks the same, and everything is done once', async (n) => {
    const whole = await uncut();
    await say();
    const died = Promise.withResolvers<void>();
    let asked = 0;
    const hangs: Script = (call) => {
      asked += 1;
      if (asked < n) return script(call);
      died.resolve();
      return new Promise(() => {});
    };
    void kit.worker(hangs).work();
    await died.promise;
    await leasesRunOut();
    const heir = kit.worker(script);
    await heir.work();
    await expectWhole(heir.asked, whole);
  });
});

test.each([1, 2, 3])('a provider that fails at call %i: what was paid for is not asked again', async (n) => {
  const whole = await uncut();
  await say();
  let asked = 0;
  const fails: Script = (call) => {
    asked += 1;
    if (asked === n) throw new ProviderError('openai', 'busy', { status: 503 });
    return script(call);
  };
  await kit.worker(fails).work();
  expect(await rows('select outcome, ended_at from run')).toEqual([{ outcome: 'running', ended_at: null }]);
  await leasesRunOut();
  const next = kit.worker(script);
  await next.work();
  expect(next.asked).toHaveLength(whole.length - n + 1);
  await expectWhole(next.asked, whole);
});

describe('a journal of another program', () => {
  const cutAfterFirstEffect = async () => {
    await say();
    const { bend, died } = dying(2, 'after');
    void kit.worker(script, bend).work();
    await died;
    await leasesRunOut();
  };
  /** As a later version of the product would read it: at this step it asks something else. */
  const rewrite = (key: string) =>
    core.database.owner.query(
      `begin; alter table step disable trigger all;
       update step set content = jsonb_set(content, '{requestHash,system}', '"old"') where key = '${key}';
       alter table step enable trigger all; commit`,
    );

  test('goes on as a new run that is told what was done, and does it no more', async () => {
    await cutAfterFirstEffect();
    await rewrite('think#1');
    const heir = kit.worker(script);
    await heir.work();
    expect(heir.asked[0]?.system).toContain('Done already about this message, not to be done again: remember');
    expect(await rows('select outcome from run order by id')).toEqual([
      { outcome: 'discarded' },
      { outcome: 'replied' },
    ]);
    expect(
      await rows(
        `select count(*)::int as n from audit_entry where action = 'contact.fact_noted' and target_id in (select id from contact)`,
      ),
    ).toEqual([{ n: 3 }]);
    expect(await rows('select state from turn')).toEqual([{ state: 'replied' }]);
  });

  test('that cannot be read is left, and the turn begins anew', async () => {
    await cutAfterFirstEffect();
    await core.database.owner.query(
      `begin; alter table step disable trigger all; update step set content = '{}' where key = 'think#1';
       alter table step enable trigger all; commit`,
    );
    const heir = kit.worker(script);
    await heir.work();
    expect(heir.asked[0]?.system).toContain('Done already about this message');
    expect(await rows('select outcome from run order by id')).toEqual([
      { outcome: 'discarded' },
      { outcome: 'replied' },
    ]);
  });
});
